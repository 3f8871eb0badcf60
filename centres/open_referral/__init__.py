"""Open Referral UK: services as councils publish them (Human Services Data Specification 3.0, UK profile).

Pure: bytes in, plain values out, and back. Nothing here knows the database, and nothing about families.
The shapes: https://github.com/OpenReferralUK/uk-profile (schema/service.json and what it refers to).
"""
