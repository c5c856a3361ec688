namespace LocalCluster.Proxy;

/// <summary>The service that a port belongs to.</summary>
internal sealed record ServiceReference(string Namespace, string Name, string? Uid, string PortName)
{
    public override string ToString() => $"{Namespace}/{Name}" + (PortName.Length > 0 ? $":{PortName}" : "");
}
