using System.Globalization;
using System.Text;

namespace LocalCluster.Controllers.StatefulSets.Revisions;

/// <summary>The hash in a revision's name: 32-bit FNV-1 over the data and the collision count, spelled without vowels.</summary>
internal static class RevisionHash
{
    /// <summary>No vowels, so that no hash spells a word.</summary>
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";

    private const uint OffsetBasis = 2166136261;

    private const uint Prime = 16777619;

    public static string Of(string data, int collisionCount)
    {
        var hash = OffsetBasis;
        foreach (var octet in Encoding.UTF8.GetBytes(data + collisionCount.ToString(CultureInfo.InvariantCulture)))
        {
            hash = unchecked(hash * Prime) ^ octet;
        }

        return SafeEncode(hash.ToString(CultureInfo.InvariantCulture));
    }

    private static string SafeEncode(string text) => string.Concat(text.Select(character => Alphabet[character % Alphabet.Length]));
}
