using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace CounterApp.Tests;

public sealed class ContractTests : IAsyncLifetime, IDisposable
{
    private readonly DataDirectory _data = new();
    private RunningApp _app = null!;

    public async Task InitializeAsync() => _app = await RunningApp.StartAsync(_data, ("APP_VERSION", "1.2.3"));

    public async Task DisposeAsync() => await _app.DisposeAsync();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Each_visit_is_counted_and_told_in_one_line()
    {
        Assert.Equal("1 visits to app-python-0\n", await _app.VisitAsync());
        Assert.Equal("2 visits to app-python-0\n", await _app.VisitAsync());

        Assert.Equal("2\n", _data.Visits);
    }

    [Fact]
    public async Task Looking_at_the_number_does_not_change_it()
    {
        await _app.VisitAsync();

        foreach (var path in new[] { "/visits", "/healthz", "/readyz", "/metrics", "/version", "/favicon.ico" })
        {
            using var _ = await _app.Client.GetAsync(path);
        }

        using var head = await _app.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/"));
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal("1 visits to app-python-0\n", await _app.Client.GetStringAsync("/visits"));
    }

    [Theory]
    [InlineData("application/json", "application/json", "{\"visits\":1,\"pod\":\"app-python-0\",\"version\":\"1.2.3\"}\n")]
    [InlineData("*/*", "text/plain", "1 visits to app-python-0\n")]
    public async Task The_answer_has_the_form_that_was_asked_for(string accept, string contentType, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Accept = { MediaTypeWithQualityHeaderValue.Parse(accept) } } };

        using var response = await _app.Client.SendAsync(request);

        Assert.Equal(contentType, response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(body, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_browser_gets_a_page_that_needs_nothing_else_and_the_icon_is_no_visit()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { { "Accept", "text/html,application/xhtml+xml,*/*;q=0.8" } } };

        using var response = await _app.Client.SendAsync(request);
        var page = await response.Content.ReadAsStringAsync();

        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("<h1>1 <small>visits to <b>app-python-0</b>", page, StringComparison.Ordinal);
        Assert.Contains("Version <b>1.2.3</b>", page, StringComparison.Ordinal);
        Assert.Contains("name=\"viewport\"", page, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme: dark", page, StringComparison.Ordinal);
        Assert.Contains("<link rel=\"icon\" href=\"data:", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("(src|href)=\"(?!data:)|url\\(|@import|<script", page);
    }

    [Theory]
    [InlineData("POST", "/", 405)]
    [InlineData("DELETE", "/visits", 405)]
    [InlineData("OPTIONS", "/", 405)]
    [InlineData("GET", "/nothing", 404)]
    [InlineData("GET", "//", 404)]
    [InlineData("GET", "/visits/", 404)]
    [InlineData("GET", "/VISITS", 404)]
    [InlineData("HEAD", "/nothing", 404)]
    public async Task Other_methods_and_paths_are_refused_and_do_not_count(string method, string path, int code)
    {
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), new Uri(_app.Client.BaseAddress!.ToString().TrimEnd('/') + path));

        using var response = await _app.Client.SendAsync(request);

        Assert.Equal(code, (int)response.StatusCode);
        Assert.Equal(code == 405 ? ["GET", "HEAD"] : [], response.Content.Headers.Allow);
        Assert.Equal("1 visits to app-python-0\n", await _app.VisitAsync());
    }

    /// <summary>RFC 9110, section 9.1. Sent by hand, because the client writes known methods in capitals.</summary>
    [Fact]
    public async Task A_method_in_small_letters_is_another_method_and_does_not_count()
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync("localhost", _app.Client.BaseAddress!.Port);

        await connection.GetStream().WriteAsync("get / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8.ToArray());

        using var answer = new StreamReader(connection.GetStream());
        Assert.Equal("HTTP/1.1 405 Method Not Allowed", await answer.ReadLineAsync());
        Assert.Equal("1 visits to app-python-0\n", await _app.VisitAsync());
    }

    [Fact]
    public async Task It_says_its_version() => Assert.Equal("1.2.3\n", await _app.Client.GetStringAsync("/version"));

    [Fact]
    public async Task The_count_survives_a_stop_and_the_stop_is_clean()
    {
        await _app.VisitAsync();

        Assert.Equal(0, await _app.TerminateAsync());

        await using var next = await RunningApp.StartAsync(_data);
        Assert.Equal("2 visits to app-python-0\n", await next.VisitAsync());
    }
}
