"""A broker that only lets in who belongs: mosquitto's whole configuration, made and kept by one command.

access.py        who may say and hear what
passwords.py     mosquitto's password file
certificates.py  an own certificate authority and the broker's certificate (the one importer of cryptography)
configuration.py the text of mosquitto.conf
folder.py        all of it in one folder, kept when it is made again
command.py       `sitwell-dashboard broker-config` and `sitwell-dashboard chair`
"""
