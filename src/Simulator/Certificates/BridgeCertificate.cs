namespace CmsOrchestrator.Simulator;

/// <summary>Which certificate a bridge shows. A change counts from the next TLS handshake on.</summary>
public enum BridgeCertificate
{
    /// <summary>For <c>localhost</c>, 127.0.0.1 and ::1, issued by the deployment's CA.</summary>
    Valid,

    /// <summary>Issued by the CA, for a host of another name.</summary>
    WrongName,

    /// <summary>For the right names, issued by the CA, and over since yesterday.</summary>
    Expired,

    /// <summary>For the right names, issued by a CA that nobody knows.</summary>
    UnknownIssuer,
}
