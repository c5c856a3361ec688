namespace LocalCluster.ApiServer.Negotiation;

internal enum ObjectForm
{
    Whole,
    Table,
    MetadataOnly,
}
