using System.Net.Http.Headers;

namespace Kubernetes.Client.Transport;

/// <summary>What one request shows of who we are. Holds a secret: never printed.</summary>
internal sealed record Proof(AuthenticationHeaderValue? Header, ExecAnswer? Answer)
{
    public static Proof None { get; } = new(null, null);

    public override string ToString() => nameof(Proof);
}
