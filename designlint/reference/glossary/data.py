"""Words about data: who may see it, where it is kept, and how long."""

from __future__ import annotations

from designlint.reference.glossary.term import Term

TERMS = (
    Term(
        "PII",
        "Personally identifiable information: data about a person. Here `data NAME { contains "
        "personal }` says so; payment data, health data and secrets are stated the same way.",
        "contains data DAT002 DAT003 DAT009 CAC007 SEC003",
        "personal data, personally identifiable information, sensitive data, PHI, health data, data class, "
        "data classification, confidential, anonymization, pseudonymization, masking, data minimization, DPIA",
    ),
    Term(
        "GDPR",
        "The data protection law of the European Union: a purpose, a period, a place and erasure for "
        "personal data.",
        "residency retention DAT002 DAT003 DAT009 jurisdiction",
        "DSGVO, data protection, privacy, CCPA, LGPD, compliance, consent, data subject",
    ),
    Term(
        "right to erasure",
        "A person may ask that all data about them is deleted, also from copies and backups.",
        "DAT009 steps what-does-a-deletion-do retention",
        "right to be forgotten, erasure, deletion, soft delete, crypto-shredding",
    ),
    Term(
        "data residency",
        "A duty to keep data inside of a place.",
        "residency DAT001 DAT010 jurisdiction",
        "residency, data sovereignty, sovereignty, data locality, data localization",
    ),
    Term(
        "retention",
        "How long data has to be kept, and may be kept.",
        "retention DAT003 DAT004 MSG007",
        "retention period, archiving, archive, data lifecycle",
    ),
    Term(
        "PCI DSS",
        "The rules of the card industry for payment data. Encryption, authentication and few places that "
        "hold it can be stated and checked here; the audit cannot.",
        "contains encryption SEC001 SEC005 SEC006 encrypted_at_rest",
        "PCI, cardholder data, payment data, tokenization, tokenisation",
    ),
    Term(
        "HIPAA",
        "The law of the United States on health data. Encryption, access and places can be stated and "
        "checked here; the audit cannot.",
        "contains encryption residency SEC001 SEC004",
        "SOC 2, SOC2, ISO 27001, SOX, FedRAMP, audit, regulation, audit log, audit trail",
    ),
    Term(
        "encryption at rest",
        "Data on disk that cannot be read without a key.",
        "encrypted_at_rest encryption SEC001 DAT005 secrets",
        "disk encryption, KMS, key management, envelope encryption, at rest, HSM, encryption, bring your own key, BYOK",
    ),
    Term(
        "encryption in transit",
        "Calls that cannot be read on the way, as with TLS.",
        "encryption protocol SEC001 SEC005 SEC006 API007",
        "TLS, SSL, HTTPS, mTLS, mutual TLS, in transit, certificate, end-to-end encryption",
    ),
    Term(
        "authentication",
        "Finding out who calls; authorization decides what the caller may do.",
        "auth SEC004 identity identity_from token_ttl",
        "authn, authz, authorization, authorisation, OAuth, OIDC, OpenID, SAML, SSO, single sign-on, JWT, "
        "session token, API key, login, RBAC, ABAC, IAM, permissions, access control",
    ),
    Term(
        "trust boundary",
        "A line between parts that trust each other and others. Calls across it are encrypted and "
        "authenticated.",
        "trust SEC006 SEC002 SEC004",
        "zero trust, DMZ, perimeter, network segmentation, VPC, firewall, WAF, threat model, threat modeling, "
        "STRIDE, attack surface, VPN, subnet, peering, private link",
    ),
    Term(
        "secret",
        "A password, key or token that gives access.",
        "secrets SEC007 SEC003 contains",
        "secrets management, vault, credentials, credential, password, rotation, key rotation",
    ),
    Term(
        "data model",
        "How a store arranges data, and so which queries it answers: relational, document, key-value, "
        "wide-column, graph, search, time series.",
        "model index DAT007 DAT013 database",
        "SQL, NoSQL, relational, document store, document, key-value, key value, KV, wide column, "
        "column store, graph database, time series, schema, index, secondary index, join, foreign key, NewSQL, ORM",
    ),
    Term(
        "OLTP and OLAP",
        "Many small transactions, or few large aggregates. Both in one store get in each other's way.",
        "DAT013 database ARC007",
        "OLTP, OLAP, analytics, data warehouse, warehouse, data lake, ETL, ELT, reporting, HTAP, batch job",
    ),
    Term(
        "object store",
        "A store of whole files by name, such as images and backups.",
        "object_store DAT012 durability aws.s3",
        "blob, blob storage, bucket, file storage, S3, block storage, attachments, claim check, upload, download, media, video streaming",
    ),
)
