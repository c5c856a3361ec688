using System.Collections.Frozen;
using LocalCluster.ApiServer.Cel.Checking;

namespace LocalCluster.ApiServer.Cel.Functions;

/// <summary>
/// All functions that rules may use. What a definition's rules cannot use on the server, authorization above all, is refused here too when
/// the definition is created.
/// </summary>
internal static class FunctionTable
{
    private static readonly FrozenDictionary<string, IReadOnlyList<Overload>> Table =
        ((Library[])[
            OperatorLibrary.Functions, ComparisonLibrary.Functions, ConversionLibrary.Functions, TextLibrary.Functions, TimeLibrary.Functions,
            ListLibrary.Functions, CollectionLibrary.Functions, QuantityLibrary.Functions, OptionalLibrary.Functions,
            AddressLibrary.Functions, UrlLibrary.Functions, FormatLibrary.Functions, SemverLibrary.Functions])
        .SelectMany(library => library.Functions)
        .GroupBy(f => f.Name, f => f.Overload, StringComparer.Ordinal)
        .ToFrozenDictionary(g => g.Key, g => (IReadOnlyList<Overload>)[.. g], StringComparer.Ordinal);

    /// <summary>Null when there is no function of that name.</summary>
    public static IReadOnlyList<Overload>? Find(string name) => Table.GetValueOrDefault(name);
}
