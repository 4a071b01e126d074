"""Write the golden files anew; then read what changed before it is committed."""

from tests.golden.ha_payloads import payloads, write

if __name__ == "__main__":
    for name in payloads():
        print(write(name))
