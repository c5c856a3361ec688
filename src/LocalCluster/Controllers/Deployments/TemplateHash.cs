using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kubernetes.Models;
using Kubernetes.Models.Core;
using LocalCluster.GoValues;

namespace LocalCluster.Controllers.Deployments;

/// <summary>The pod-template-hash: 32-bit FNV-1a over the printed template and the collision count, spelled without vowels.</summary>
internal static class TemplateHash
{
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";
    private const uint OffsetBasis = 2166136261;
    private const uint Prime = 16777619;

    public static string Of(PodTemplateSpec template, int? collisions) => Of(JsonSerializer.SerializeToNode(template, KubernetesJson.Default.PodTemplateSpec), collisions);

    public static string Of(JsonNode? template, int? collisions)
    {
        var hash = Add(OffsetBasis, Encoding.UTF8.GetBytes(GoPrinter.Print(template, "v1.PodTemplateSpec")));
        if (collisions is { } count)
        {
            Span<byte> number = stackalloc byte[8];
            BinaryPrimitives.WriteUInt32LittleEndian(number, (uint)count);
            hash = Add(hash, number);
        }

        return string.Concat(hash.ToString(CultureInfo.InvariantCulture).Select(character => Alphabet[character % Alphabet.Length]));
    }

    private static uint Add(uint hash, ReadOnlySpan<byte> bytes)
    {
        foreach (var one in bytes) hash = unchecked((hash ^ one) * Prime);
        return hash;
    }
}
