namespace Kubernetes.Client.Config;

/// <summary>Where the API server is, whom to trust and who we are. Holds secrets: it never prints them.</summary>
public sealed record ClientConfig
{
    /// <summary>Scheme, host, port and, behind a gateway, a path that every request begins with.</summary>
    public required Uri Server { get; init; }

    /// <summary>The namespace of the context or of the pod; null when none is said.</summary>
    public string? Namespace { get; init; }

    public TlsConfig Tls { get; init; } = new();

    public Credential Credential { get; init; } = Credential.Anonymous;

    /// <summary>Act as somebody else; null acts as the credential's owner.</summary>
    public Impersonation? Impersonate { get; init; }

    /// <summary>An <c>http</c>, <c>https</c> or <c>socks5</c> proxy. Null follows HTTPS_PROXY and NO_PROXY.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>Do not ask for compressed lists.</summary>
    public bool DisableCompression { get; init; }

    /// <summary>Deadline of a request that is not a watch, its retries included.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How many requests may be under way at once, watches aside. There is no limit per second: API priority and fairness in the server
    /// does that better.
    /// </summary>
    public int MaxInFlight { get; init; } = 100;

    public string UserAgent { get; init; } = Config.UserAgent.Default;

    /// <summary>Reads a kubeconfig: the given file, else the files of <c>$KUBECONFIG</c> merged, else <c>~/.kube/config</c>.</summary>
    /// <exception cref="ConfigException">There is none, or it does not say where to connect; the message says what to write.</exception>
    public static ClientConfig FromKubeconfig(string? path = null, string? context = null) => Kubeconfig.Load(path, context);

    /// <summary>The service account that Kubernetes mounts into a pod.</summary>
    /// <exception cref="ConfigException">This process does not run in a pod.</exception>
    public static ClientConfig InCluster() => InClusterFiles.Load();

    /// <summary>The given kubeconfig, else <c>$KUBECONFIG</c>, else the pod's service account, else <c>~/.kube/config</c>.</summary>
    /// <exception cref="ConfigException">None of them is there.</exception>
    public static ClientConfig Discover(string? kubeconfigPath = null, string? context = null)
    {
        if (kubeconfigPath is not null || context is not null || Kubeconfig.IsNamedByEnvironment) return Kubeconfig.Load(kubeconfigPath, context);
        return InClusterFiles.IsInPod ? InClusterFiles.Load() : Kubeconfig.Load(null, null);
    }

    public override string ToString() => $"{Server.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)} as {Credential}";
}
