using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace CounterApp.Handover;

/// <summary>The secret that a hand-over takes. Only its hash is kept: it cannot be logged, and comparing tells nothing by how long it takes.</summary>
internal sealed class HandoverToken(string? token)
{
    private readonly byte[]? _hash = token is null ? null : Hash(token);

    /// <summary>Without a token nothing can be handed over.</summary>
    public bool IsSet => _hash is not null;

    public bool Fits(StringValues header) => _hash is not null && header.Count == 1 && CryptographicOperations.FixedTimeEquals(Hash(header[0] ?? ""), _hash);

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
