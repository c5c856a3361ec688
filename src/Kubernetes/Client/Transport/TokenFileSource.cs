using Kubernetes.Client.Config;

namespace Kubernetes.Client.Transport;

/// <summary>
/// The token of a file that is renewed under us: read again after a minute, and at once when the server refuses what we have. While the file
/// cannot be read, the last token is used.
/// </summary>
internal sealed class TokenFileSource(string file, TimeProvider time) : ProofSource
{
    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private Proof? _current;
    private long _readAt;

    public override ValueTask<Proof> GetAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_current is null || time.GetElapsedTime(_readAt) >= ReadAgainAfter) Read();
            return ValueTask.FromResult(_current!);
        }
    }

    public override bool Refused(Proof proof)
    {
        lock (_gate)
        {
            if (ReferenceEquals(proof, _current)) Read();
            return _current?.Header?.Parameter != proof.Header?.Parameter;
        }
    }

    public override void Dispose()
    {
    }

    private void Read()
    {
        try
        {
            var token = File.ReadAllText(file).Trim();
            // It is being written at this instant, or it was never filled.
            if (token.Length == 0) throw new IOException("it is empty.");
            _current = Bearer(token, $"the file {file}");
            _readAt = time.GetTimestamp();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ConfigException)
        {
            if (_current is null) throw e as ConfigException ?? new ConfigException($"The token file {file} cannot be read: {e.Message}", e);
        }
    }
}
