namespace LocalCluster.Node.Images;

/// <summary>What the catalog knows about an image name.</summary>
internal abstract record ImageLookup
{
    /// <summary>The image is "on the machine": this is its program.</summary>
    public sealed record Present(ImageProgram Program) : ImageLookup;

    /// <summary>No such image anywhere; <paramref name="PullError"/> is what a container runtime says when it tries to pull it.</summary>
    public sealed record Absent(string PullError) : ImageLookup;

    /// <summary>The name is not an image reference at all.</summary>
    public sealed record Malformed(string Error) : ImageLookup;
}
