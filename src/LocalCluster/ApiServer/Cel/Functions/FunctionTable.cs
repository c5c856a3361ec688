using System.Collections.Frozen;
using LocalCluster.ApiServer.Cel.Checking;

namespace LocalCluster.ApiServer.Cel.Functions;

/// <summary>
/// All functions that rules may use. Of the server's libraries those for URLs, IP addresses, CIDRs, semantic versions, named formats and
/// authorization are absent: a rule that needs one is refused when its definition is created.
/// </summary>
internal static class FunctionTable
{
    private static readonly FrozenDictionary<string, IReadOnlyList<Overload>> Table =
        ((Library[])[
            OperatorLibrary.Functions, ComparisonLibrary.Functions, ConversionLibrary.Functions, TextLibrary.Functions, TimeLibrary.Functions,
            ListLibrary.Functions, CollectionLibrary.Functions, QuantityLibrary.Functions, OptionalLibrary.Functions])
        .SelectMany(library => library.Functions)
        .GroupBy(f => f.Name, f => f.Overload, StringComparer.Ordinal)
        .ToFrozenDictionary(g => g.Key, g => (IReadOnlyList<Overload>)[.. g], StringComparer.Ordinal);

    /// <summary>Null when there is no function of that name.</summary>
    public static IReadOnlyList<Overload>? Find(string name) => Table.GetValueOrDefault(name);
}
