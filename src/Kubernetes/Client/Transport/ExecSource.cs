using Kubernetes.Client.Config;

namespace Kubernetes.Client.Transport;

/// <summary>
/// Proofs from an exec plugin. It runs when there is no answer yet, when the answer is about to expire, and after a 401; callers that arrive
/// while it runs wait for that one run.
/// </summary>
internal sealed class ExecSource(ExecPlugin plugin, TimeProvider time) : ProofSource
{
    /// <summary>An answer is not used in its last moments: the request has to arrive before it expires.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _oneRun = new(1, 1);
    private volatile Proof? _current;

    public override async ValueTask<Proof> GetAsync(CancellationToken cancellationToken)
    {
        if (_current is { } good && IsFresh(good)) return good;
        await _oneRun.WaitAsync(cancellationToken);
        try
        {
            if (_current is { } found && IsFresh(found)) return found;
            var answer = await ExecRun.RunAsync(plugin, time, cancellationToken);
            var proof = answer.Token is { } token ? Bearer(token, answer) : new Proof(null, answer);
            _current = proof;
            return proof;
        }
        finally
        {
            _oneRun.Release();
        }
    }

    public override bool Refused(Proof proof)
    {
        // Only the first to be refused throws the answer away; the others were refused for the same one.
        if (ReferenceEquals(_current, proof)) _current = null;
        return true;
    }

    public override void Dispose() => _oneRun.Dispose();

    private bool IsFresh(Proof proof) => proof.Answer?.ExpiresAt is not { } expiry || time.GetUtcNow() < expiry - Skew;
}
