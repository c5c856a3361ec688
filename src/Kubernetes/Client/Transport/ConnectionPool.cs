using Kubernetes.Client.Config;

namespace Kubernetes.Client.Transport;

/// <summary>
/// The connections in use, renewed when what they were made from changes: the authority's or the certificate's file (looked at every five
/// minutes) or the certificate of an exec plugin. Requests under way on the old connections may finish.
/// </summary>
internal sealed class ConnectionPool : IDisposable
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly ClientConfig _config;
    private readonly TimeProvider _time;
    private readonly bool _rotates;
    private HttpMessageInvoker _current;
    private TlsMaterial? _material;
    private ExecAnswer? _answer;
    private long _lookedAt;

    /// <summary>Opens connections as configured.</summary>
    public ConnectionPool(ClientConfig config, TimeProvider time)
    {
        (_config, _time, _rotates) = (config, time, TlsMaterial.HasFiles(config.Tls));
        _material = TlsMaterial.Read(config.Tls, answer: null);
        _current = Open(_material);
        _lookedAt = time.GetTimestamp();
    }

    /// <summary>Uses the handler it is given, for ever.</summary>
    public ConnectionPool(ClientConfig config, HttpMessageHandler handler, TimeProvider time)
    {
        (_config, _time, _current) = (config, time, new HttpMessageInvoker(handler));
    }

    /// <summary>The connections for a request that goes out with this answer of an exec plugin, or without any.</summary>
    public HttpMessageInvoker For(ExecAnswer? answer)
    {
        lock (_gate)
        {
            if (_material is null || !IsTimeToLook(answer)) return _current;
            (_answer, _lookedAt) = (answer, _time.GetTimestamp());
            var material = ReadOrKeep(_material, answer);
            if (material == _material) return _current;
            Retire(_current);
            _material = material;
            return _current = Open(material);
        }
    }

    public void Dispose()
    {
        lock (_gate) _current.Dispose();
    }

    private bool IsTimeToLook(ExecAnswer? answer) =>
        !ReferenceEquals(answer, _answer) || (_rotates && _time.GetElapsedTime(_lookedAt) >= LookAgainAfter);

    // A file that is being replaced may be missing for an instant; what we have is good until it is back.
    private TlsMaterial ReadOrKeep(TlsMaterial material, ExecAnswer? answer)
    {
        try
        {
            return TlsMaterial.Read(_config.Tls, answer);
        }
        catch (ConfigException)
        {
            return material;
        }
    }

    private HttpMessageInvoker Open(TlsMaterial material) => new(Connections.Open(_config, material, _time.GetUtcNow()));

    // Watches are cut after the time that any other request may take; they go on where they stopped.
    private void Retire(HttpMessageInvoker old) =>
        _ = Task.Delay(_config.RequestTimeout, _time).ContinueWith(_ => old.Dispose(), TaskScheduler.Default);
}
