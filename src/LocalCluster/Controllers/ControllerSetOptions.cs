namespace LocalCluster.Controllers;

/// <summary>What the controllers need to know beside the API.</summary>
internal sealed record ControllerSetOptions
{
    /// <summary>Where volumes of claims lie, below <c>volumes/</c>.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The API server's root certificate in PEM form, published to every namespace as <c>kube-root-ca.crt</c>.</summary>
    public string RootCertificate { get; init; } = "";

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
