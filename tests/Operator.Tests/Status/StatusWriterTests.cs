using Kubernetes.Models.Meta;
using Microsoft.Extensions.Logging.Abstractions;
using Operator.Api;
using Operator.Apply;
using Operator.Observe;
using Operator.Status;
using Operator.Tests.Cases;

namespace Operator.Tests.Status;

public sealed class StatusWriterTests
{
    private static readonly Case Given = Case.Read("an_app_with_all_pods_ready_is_healthy");

    private static CounterAppStatus Status => StatusProjection.Project(Given.Observed, Given.Decision, ApplyReport.Nothing, Given.Now);

    [Fact]
    public async Task A_status_is_applied_to_its_subresource_and_to_this_very_app()
    {
        using var server = ScriptedServer.Echo();

        await Write(server, Given.Observed, Status);

        var request = Assert.Single(server.Requests);
        Assert.Equal("/apis/counterapp.io/v1alpha1/namespaces/default/counterapps/app/status?fieldManager=counterapp-operator&force=true", request.Path);
        Assert.Equal("app-uid", request.Body!["metadata"]!["uid"]!.GetValue<string>());
        Assert.Null(request.Body["spec"]);
    }

    [Fact]
    public async Task The_same_status_is_not_written_again_a_minute_later()
    {
        using var server = ScriptedServer.Echo();
        var written = Given.Observed with { App = Given.Observed.App with { Status = Status } };

        await Write(server, written, StatusProjection.Project(written, Given.Decision, ApplyReport.Nothing, Given.Now.AddMinutes(1)));

        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_condition_of_somebody_else_is_neither_a_change_nor_touched()
    {
        using var server = ScriptedServer.Echo();
        var status = Status with { Conditions = [new Condition { Type = "Audited", Status = "True" }, .. Status.Conditions!] };
        var written = Given.Observed with { App = Given.Observed.App with { Status = status } };

        await Write(server, written, StatusProjection.Project(written, Given.Decision, ApplyReport.Nothing, Given.Now));

        Assert.Empty(server.Requests);
    }

    private static Task Write(ScriptedServer server, Observed observed, CounterAppStatus status) =>
        new StatusWriter(server.Client, NullLogger<StatusWriter>.Instance).WriteAsync(observed, status, default);
}
