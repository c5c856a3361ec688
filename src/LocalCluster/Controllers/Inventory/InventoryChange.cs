namespace LocalCluster.Controllers.Inventory;

/// <summary>An object as it was and as it is; null for not there.</summary>
internal sealed record InventoryChange(ObjectEntry? Before, ObjectEntry? Now)
{
    public ObjectEntry Object => Now ?? Before!;
}
