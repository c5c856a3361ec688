using System.Collections.Frozen;
using System.Collections.Immutable;

namespace LocalCluster.ApiServer.Resources;

/// <summary>The resources served at one moment.</summary>
internal sealed class CatalogView
{
    private readonly FrozenDictionary<(string Group, string Version, string Plural), ResourceDefinition> _byPath;
    private readonly FrozenSet<(string Group, string Version)> _builtInVersions;

    public CatalogView(ImmutableArray<ResourceDefinition> builtIn, ImmutableArray<ResourceDefinition> custom)
    {
        BuiltIn = builtIn;
        Custom = custom;
        _byPath = builtIn.Concat(custom).ToFrozenDictionary(one => (one.Group, one.Version, one.Plural));
        _builtInVersions = builtIn.Select(one => (one.Group, one.Version)).ToFrozenSet();
    }

    public ImmutableArray<ResourceDefinition> BuiltIn { get; }

    public ImmutableArray<ResourceDefinition> Custom { get; }

    public IEnumerable<ResourceDefinition> All => BuiltIn.Concat(Custom);

    public ResourceDefinition? Find(string group, string version, string plural) => _byPath.GetValueOrDefault((group, version, plural));

    public ResourceDefinition? FindKind(string apiVersion, string kind) => All.FirstOrDefault(one => one.ApiVersion == apiVersion && one.Kind == kind);

    public bool IsBuiltIn(string group, string version) => _builtInVersions.Contains((group, version));
}
