using CounterApp.Pages;

namespace CounterApp.Tests.Pages;

public sealed class AcceptHeaderTests
{
    [Theory]
    [InlineData("")]
    [InlineData("*/*")]
    [InlineData("text/plain")]
    [InlineData("text/*")]
    [InlineData("image/png")]
    [InlineData("nonsense;;=,,q")]
    [InlineData("application/json;q=0, */*")]
    [InlineData("text/plain;q=0.9, application/json;q=0.8, text/html;q=0.1")]
    public void Text_is_for_everyone_who_does_not_ask_for_something_better(string accept) =>
        Assert.Equal(MediaKind.Text, AcceptHeader.Choose(accept));

    [Theory]
    [InlineData("application/json")]
    [InlineData("Application/JSON; charset=utf-8")]
    [InlineData("application/json, text/plain, */*")]
    [InlineData("application/*")]
    [InlineData("text/html;q=0.5, application/json;q=0.6")]
    [InlineData("*/*;q=0.1, application/json")]
    public void Json_is_for_programs(string accept) => Assert.Equal(MediaKind.Json, AcceptHeader.Choose(accept));

    [Theory]
    [InlineData("text/html")]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7")]
    public void Html_is_for_browsers(string accept) => Assert.Equal(MediaKind.Html, AcceptHeader.Choose(accept));
}
