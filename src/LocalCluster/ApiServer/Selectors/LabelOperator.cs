namespace LocalCluster.ApiServer.Selectors;

/// <summary>Equals is <see cref="In"/> with one value, not-equals <see cref="NotIn"/>.</summary>
internal enum LabelOperator
{
    In,
    NotIn,
    Exists,
    DoesNotExist,
    GreaterThan,
    LessThan,
}
