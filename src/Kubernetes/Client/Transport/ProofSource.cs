using System.Net.Http.Headers;
using System.Text;
using Kubernetes.Client.Config;

namespace Kubernetes.Client.Transport;

/// <summary>Where proofs come from. One per client; safe for many threads.</summary>
internal abstract class ProofSource : IDisposable
{
    public static ProofSource For(Credential credential, TimeProvider time) => credential switch
    {
        Credential.NoCredential => new Fixed(Proof.None),
        Credential.BearerToken token => new Fixed(Bearer(token.Token, "the configuration")),
        Credential.BasicLogin login => new Fixed(Basic(login)),
        Credential.TokenFile file => new TokenFileSource(file.Path, time),
        Credential.Exec exec => new ExecSource(exec.Plugin, time),
        _ => throw new InvalidOperationException($"Unknown credential {credential}."),
    };

    /// <summary>The proof to use now.</summary>
    public abstract ValueTask<Proof> GetAsync(CancellationToken cancellationToken);

    /// <summary>The server refused this proof with 401. True when another try may go better: a new proof is fetched for it.</summary>
    public abstract bool Refused(Proof proof);

    public abstract void Dispose();

    /// <exception cref="ConfigException">It holds characters that no header can carry; the message names its origin, never the token.</exception>
    protected static Proof Bearer(string token, string origin, ExecAnswer? answer = null) => token.AsSpan().ContainsAnyExceptInRange('!', '~')
        ? throw new ConfigException($"The token from {origin} holds white space or other characters that a token cannot have.")
        : new(new AuthenticationHeaderValue("Bearer", token), answer);

    private static Proof Basic(Credential.BasicLogin login) =>
        new(new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.UserName}:{login.Password}"))), null);

    private sealed class Fixed(Proof proof) : ProofSource
    {
        public override ValueTask<Proof> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult(proof);

        public override bool Refused(Proof refused) => false;

        public override void Dispose()
        {
        }
    }
}
