"""The body of a request, and not a byte more than a message of ours may have."""

from fastapi import HTTPException, Request

from contract.codec import MAX_BYTES


async def body_of(request: Request) -> bytes:
    """Return the body. Raises 413 for one that does not end."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > MAX_BYTES:
            raise HTTPException(413, f"at most {MAX_BYTES} bytes are taken")
    return body
