using Kubernetes.Client.Config;

namespace Kubernetes.Client.Transport;

/// <summary>
/// Proofs from an exec plugin. It runs when there is no answer yet, when the answer is about to expire, and after a 401. There is one run at
/// a time: callers that arrive meanwhile share it, its failure too.
/// </summary>
internal sealed class ExecSource(ExecPlugin plugin, TimeProvider time) : ProofSource
{
    /// <summary>An answer is not used in its last moments: the request has to arrive before it expires.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _closing = new();
    private Proof? _current;
    private Task<Proof>? _run;

    public override ValueTask<Proof> GetAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_current is { } good && IsFresh(good)) return ValueTask.FromResult(good);
            // A caller who gives up does not take the run away from the others.
            if (_run is null or { IsCompleted: true }) _run = Task.Run(() => RunAsync(_closing.Token), CancellationToken.None);
            return new ValueTask<Proof>(_run.WaitAsync(cancellationToken));
        }
    }

    public override bool Refused(Proof proof)
    {
        lock (_gate)
        {
            // Only the first to be refused throws the answer away; the others were refused for the same one.
            if (ReferenceEquals(_current, proof)) _current = null;
            return true;
        }
    }

    public override void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    private async Task<Proof> RunAsync(CancellationToken cancellationToken)
    {
        var answer = await ExecRun.RunAsync(plugin, time, cancellationToken);
        var proof = answer.Token is { } token ? Bearer(token, $"the exec plugin {plugin.Command}", answer) : new Proof(null, answer);
        lock (_gate) _current = proof;
        return proof;
    }

    private bool IsFresh(Proof proof) => proof.Answer?.ExpiresAt is not { } expiry || time.GetUtcNow() < expiry - Skew;
}
