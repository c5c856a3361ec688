using LocalCluster.Node.Images;

namespace LocalCluster.Tests.Node.Images;

public sealed class ImageCatalogTests
{
    private static readonly ImageCatalog Catalog = new(new CounterAppBuild("/opt/dotnet/dotnet", "/srv/app/CounterApp.dll"));

    [Theory]
    [InlineData("counterapp:1.2", "1.2")]
    [InlineData("counterapp", "latest")]
    [InlineData("ghcr.io/someone/counterapp:v3", "v3")]
    public void Any_tag_of_counterapp_is_the_built_app_with_that_version(string image, string version)
    {
        var program = Present(image);

        Assert.Equal(["/opt/dotnet/dotnet", "/srv/app/CounterApp.dll"], program.CommandLine(null, null));
        Assert.Equal(version, program.Variables["APP_VERSION"]);
        Assert.True(program.ListensOnPodAddress);
    }

    [Theory]
    [InlineData("crash")]
    [InlineData("crash-later")]
    [InlineData("never-ready")]
    [InlineData("slow-ready")]
    [InlineData("ignores-term")]
    public void Some_tags_fail_on_purpose(string tag)
    {
        var program = Present($"counterapp:{tag}");

        Assert.Equal("/bin/sh", program.EntryPoint[0]);
        Assert.Contains(tag, FailingPrograms.Tags);
    }

    [Theory]
    [InlineData("errors-30", "30")]
    [InlineData("errors-100", "100")]
    [InlineData("errors-101", null)]
    [InlineData("errors-", null)]
    [InlineData("1.0", null)]
    public void A_tag_makes_the_app_refuse_a_share_of_its_visits(string tag, string? percent) =>
        Assert.Equal(percent, Present($"counterapp:{tag}").Variables.GetValueOrDefault("FAIL_PERCENT"));

    [Theory]
    [InlineData("busybox")]
    [InlineData("docker.io/library/busybox:latest")]
    public void Busybox_runs_the_pods_own_command(string image)
    {
        Assert.Equal(["echo", "hi"], Present(image).CommandLine(["echo"], ["hi"]));
        Assert.Equal(["sh"], Present(image).CommandLine(null, null));
    }

    [Fact]
    public void Command_replaces_the_entry_point_and_args_the_arguments()
    {
        var program = new ImageProgram { ImageId = "x", EntryPoint = ["run"], Arguments = ["--default"] };

        Assert.Equal(["run", "--default"], program.CommandLine(null, null));
        Assert.Equal(["run", "a"], program.CommandLine(null, ["a"]));
        Assert.Equal(["other"], program.CommandLine(["other"], null));
        Assert.Equal(["other", "a"], program.CommandLine(["other"], ["a"]));
    }

    [Fact]
    public void An_unknown_image_is_refused_in_a_container_runtimes_words()
    {
        var absent = Assert.IsType<ImageLookup.Absent>(Catalog.Find("nowhere/none:1"));

        Assert.Equal(
            "rpc error: code = NotFound desc = failed to pull and unpack image \"docker.io/nowhere/none:1\": "
            + "failed to resolve reference \"docker.io/nowhere/none:1\": docker.io/nowhere/none:1: not found",
            absent.PullError);
    }

    [Theory]
    [InlineData("counterapp:bad tag")]
    [InlineData("CounterApp:1")]
    [InlineData(":1")]
    [InlineData("a//b")]
    public void What_is_no_image_reference_is_malformed(string image)
    {
        var malformed = Assert.IsType<ImageLookup.Malformed>(Catalog.Find(image));

        Assert.Contains("invalid reference format", malformed.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("busybox", "docker.io", "library/busybox", null)]
    [InlineData("localhost/x:1", "localhost", "x", "1")]
    [InlineData("registry.example.com:5000/team/app:v1", "registry.example.com:5000", "team/app", "v1")]
    public void A_reference_is_taken_apart(string text, string registry, string repository, string? tag)
    {
        Assert.Equal(new ImageReference(registry, repository, tag, null), ImageReference.TryParse(text));
    }

    private static ImageProgram Present(string image) => Assert.IsType<ImageLookup.Present>(Catalog.Find(image)).Program;
}
