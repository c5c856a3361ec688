using System.Collections.Immutable;

namespace LocalCluster.ApiServer.Resources;

/// <summary>All resources served right now: the built-in ones, and those of the definitions. Readers take a consistent picture without a lock.</summary>
internal sealed class ResourceCatalog
{
    private readonly ImmutableArray<ResourceDefinition> _builtIn = [.. CoreResources.All, .. GroupResources.All];
    private readonly Lock _gate = new();
    private ImmutableDictionary<string, ImmutableArray<ResourceDefinition>> _custom = ImmutableDictionary<string, ImmutableArray<ResourceDefinition>>.Empty;
    private CatalogView _view;

    public ResourceCatalog() => _view = new CatalogView(_builtIn, []);

    public CatalogView View => Volatile.Read(ref _view);

    /// <summary>Serves the versions of one definition, in place of what it served before; none takes it away.</summary>
    public void Publish(string definitionName, IReadOnlyList<ResourceDefinition> versions)
    {
        lock (_gate)
        {
            _custom = versions.Count == 0 ? _custom.Remove(definitionName) : _custom.SetItem(definitionName, [.. versions]);
            Volatile.Write(ref _view, new CatalogView(_builtIn, [.. _custom.OrderBy(one => one.Key, StringComparer.Ordinal).SelectMany(one => one.Value)]));
        }
    }
}
