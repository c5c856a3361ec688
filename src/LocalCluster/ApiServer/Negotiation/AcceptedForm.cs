namespace LocalCluster.ApiServer.Negotiation;

/// <summary>In which form an answer is wanted.</summary>
internal sealed record AcceptedForm(ObjectForm Form, bool Yaml, bool Pretty)
{
    public static AcceptedForm Json { get; } = new(ObjectForm.Whole, false, false);
}
