namespace LocalCluster.Node.Images;

/// <summary>
/// Which program an image name stands for. `counterapp:&lt;any tag&gt;` is the CounterApp that was built beside the local
/// cluster, with APP_VERSION set to the tag; some tags fail on purpose (<see cref="FailingPrograms"/>). `busybox` has no
/// program of its own: the pod's command runs with the host's tools. Every other image cannot be pulled.
/// </summary>
internal sealed class ImageCatalog(CounterAppBuild build)
{
    public ImageLookup Find(string image)
    {
        if (ImageReference.TryParse(image) is not { } reference)
        {
            return new ImageLookup.Malformed(
                $"Failed to apply default image tag \"{image}\": couldn't parse image name \"{image}\": {ImageReference.WhyInvalid(image)}");
        }

        return reference.ShortRepository.Split('/')[^1] switch
        {
            "counterapp" => new ImageLookup.Present(CounterApp(reference)),
            "busybox" => new ImageLookup.Present(Busybox(reference)),
            _ => new ImageLookup.Absent(
                $"rpc error: code = NotFound desc = failed to pull and unpack image \"{reference.Canonical}\": failed to resolve reference \"{reference.Canonical}\": {reference.Canonical}: not found"),
        };
    }

    private ImageProgram CounterApp(ImageReference reference)
    {
        var version = reference.Tag ?? "latest";
        string[] app = [build.DotnetHost, build.Assembly];
        return new ImageProgram
        {
            ImageId = ImageIdentity.Of(reference),
            EntryPoint = FailingPrograms.Find(version) is { } script ? ["/bin/sh", "-c", script, "counterapp", .. app] : app,
            Variables = CounterAppVariables(version),
            Directories = [Path.GetDirectoryName(build.DotnetHost)!, Path.GetDirectoryName(build.Assembly)!],
            ListensOnPodAddress = true,
        };
    }

    private static Dictionary<string, string> CounterAppVariables(string version)
    {
        var variables = new Dictionary<string, string>
        {
            ["APP_VERSION"] = version,
            ["DOTNET_EnableDiagnostics"] = "0",
            ["DOTNET_TieredPGO"] = "0",
            ["DOTNET_NOLOGO"] = "1",
        };
        if (FailingPrograms.FailPercent(version) is { } percent) variables["FAIL_PERCENT"] = $"{percent}";
        return variables;
    }

    private static ImageProgram Busybox(ImageReference reference) => new()
    {
        ImageId = ImageIdentity.Of(reference),
        Arguments = ["sh"],
    };
}
