using System.Security.Cryptography;
using System.Text;

namespace LocalCluster.Node.Images;

/// <summary>A digest for an image that has no layers: the hash of its name. Equal names give equal digests.</summary>
internal static class ImageIdentity
{
    public static string Of(ImageReference reference) =>
        reference.Digest is { } digest
            ? $"{reference.Registry}/{reference.Repository}@{digest}"
            : $"{reference.Registry}/{reference.Repository}@sha256:{Hash(reference.Canonical)}";

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
