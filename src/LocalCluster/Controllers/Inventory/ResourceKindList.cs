namespace LocalCluster.Controllers.Inventory;

/// <summary>The resources of one group and version, as far as they are read.</summary>
internal sealed record ResourceKindList(IReadOnlyList<ResourceKindList.Resource>? Resources)
{
    internal sealed record Resource(string Name, string Kind, bool Namespaced, IReadOnlyList<string>? Verbs)
    {
        public bool Can(params ReadOnlySpan<string> verbs)
        {
            foreach (var verb in verbs)
            {
                if (Verbs?.Contains(verb) != true) return false;
            }

            return !Name.Contains('/');
        }
    }
}
