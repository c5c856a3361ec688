namespace Kubernetes.Client.Config;

/// <summary>How a request proves who sends it, beside a client certificate. A secret never shows in its text.</summary>
public abstract record Credential
{
    private Credential()
    {
    }

    public static Credential Anonymous { get; } = new NoCredential();

    public sealed override string ToString() => GetType().Name;

    public sealed record NoCredential : Credential;

    public sealed record BearerToken(string Token) : Credential;

    /// <summary>A token in a file that somebody else renews, as the kubelet does for service accounts.</summary>
    public sealed record TokenFile(string Path) : Credential;

    public sealed record BasicLogin(string UserName, string Password) : Credential;

    /// <summary>A program that prints a token or a certificate.</summary>
    public sealed record Exec(ExecPlugin Plugin) : Credential;
}
