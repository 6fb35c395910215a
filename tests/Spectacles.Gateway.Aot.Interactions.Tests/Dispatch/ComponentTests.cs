namespace Spectacles.Gateway.Interactions.Tests;

/// <summary>Components and modals, found by their custom ids and read into parameters.</summary>
public sealed class ComponentTests
{
    private const string Resolved = """
        {"users":{"5":{"id":"5","username":"nelly"},"6":{"id":"6","username":"ada"}},
         "attachments":{"10":{"id":"10","filename":"a.png","size":1,"url":"https://x","proxy_url":"https://x"}}}
        """;

    [Theory]
    [InlineData("vote:5:Yes", "vote 5 Yes")]
    [InlineData("again:5:No", "vote 5 No")]
    [InlineData("vote:all", "all")]
    [InlineData("page:-3", "page -3")]
    [InlineData("either:5", "poll 5")]
    [InlineData("either:True", "open True")]
    [InlineData("either:No", "answer No")]
    [InlineData(
        "page:3/a/b-True-0f8fad5b-d9cb-469f-a165-70867728950e", "page 3 a/b True 0f8fad5b-d9cb-469f-a165-70867728950e")]
    public async Task Component_is_found_by_its_custom_id(string customId, string expected)
    {
        var votes = new Votes();

        await votes.CallAsync(Payload.Component(customId));

        Assert.Equal(expected, votes.Received);
    }

    [Theory]
    [InlineData("vote:5:Maybe")]
    [InlineData("either:Maybe")]
    [InlineData("vote:5:")]
    [InlineData("vote::Yes")]
    [InlineData("vote:x:Yes")]
    [InlineData("vote:5:Yes:")]
    [InlineData("vote:al")]
    [InlineData("page:3.5")]
    [InlineData("page:")]
    [InlineData("")]
    [InlineData("page:3/a-maybe-0f8fad5b-d9cb-469f-a165-70867728950e")]
    public void Component_with_another_custom_id_is_not_found(string customId) =>
        Assert.Equal(-1, new Votes().Find(Payload.Component(customId)));

    [Fact]
    public void Component_is_not_found_among_modals() => Assert.Equal(-1, new Votes().Find(Payload.Modal("vote:all", "")));

    [Fact]
    public async Task Selected_values_are_received()
    {
        var votes = new Votes();

        await votes.CallAsync(Payload.Component("pick", "\"a\",\"b\""));
        Assert.Equal("pick a+b", votes.Received);

        await votes.CallAsync(Payload.Component("pick-user", "\"6\"", Resolved));
        Assert.Equal("pick ada", votes.Received);

        await Assert.ThrowsAsync<OptionException>(async () => await votes.CallAsync(Payload.Component("pick-user", "", Resolved)));
    }

    [Fact]
    public async Task Who_caused_the_interaction_and_its_message_are_received()
    {
        const string user = """{"id":"5","username":"nelly"}""";
        const string member = $$"""{"user":{{user}},"nick":"Nell","roles":["8","9"],"permissions":"8"}""";
        const string message = """{"id":"11","content":"Page 1","channel_id":"4","author":{"id":"6","username":"bot"}}""";
        var votes = new Votes();

        await votes.CallAsync($$"""
            {"type":3,"data":{"custom_id":"page-of-message","component_type":2},"message":{{message}},"user":{{user}}}
            """);
        Assert.Equal("nelly Page 1", votes.Received);

        await votes.CallAsync($$"""{"type":3,"data":{"custom_id":"leave","component_type":2},"member":{{member}}}""");
        Assert.Equal("nelly 8+9 Nell", votes.Received);

        await votes.CallAsync($$"""{"type":2,"data":{"name":"who"},"member":{{member}}}""");
        Assert.Equal("nelly nelly", votes.Received);

        await votes.CallAsync($$"""{"type":2,"data":{"name":"who"},"user":{{user}}}""");
        Assert.Equal("nelly nobody", votes.Received);

        string typing = $$"""{"type":4,"data":{"name":"who","options":[{{Payload.Option("text", 3, "\"n\"", ",\"focused\":true")}}]},"member":{{member}}}""";
        Assert.Equal(["nelly=nelly"], await votes.SuggestAsync(typing));
    }

    [Fact]
    public async Task Method_that_takes_the_member_is_not_called_in_direct_messages()
    {
        var votes = new Votes();

        var error = await Assert.ThrowsAsync<OptionException>(async () => await votes.CallAsync("""
            {"type":3,"data":{"custom_id":"leave","component_type":2},"user":{"id":"5","username":"nelly"}}
            """));

        Assert.Equal("This can be used only in a server.", error.Message);
        Assert.Equal("", votes.Received);
    }

    [Fact]
    public async Task Fields_of_a_modal_are_received()
    {
        var votes = new Votes();
        string fields = string.Join(
            ',',
            """{"type":10,"id":1}""",
            """{"type":1,"id":2,"components":[{"type":4,"id":3,"custom_id":"text","value":"Hello"}]}""",
            Label("""{"type":4,"custom_id":"age","value":" 42 "}"""),
            Label("""{"type":23,"custom_id":"agree","value":true}"""),
            Label("""{"type":5,"custom_id":"who","values":["6","5"]}"""),
            Label("""{"type":19,"custom_id":"files","values":["10"]}"""),
            Label("""{"type":21,"custom_id":"kind","value":"praise"}"""));

        await votes.CallAsync(Payload.Modal("feedback:7", fields, Resolved));

        Assert.Equal("feedback 7 'Hello' 42 True ada+nelly 1 praise", votes.Received);
    }

    [Fact]
    public async Task Fields_that_the_user_left_empty_have_the_defaults_of_their_parameters()
    {
        var votes = new Votes();
        string fields = string.Join(
            ',',
            Label("""{"type":4,"custom_id":"text","value":""}"""),
            Label("""{"type":4,"custom_id":"age","value":""}"""),
            Label("""{"type":5,"custom_id":"who","values":[]}"""),
            Label("""{"type":21,"custom_id":"kind","value":null}"""));

        await votes.CallAsync(Payload.Modal("feedback:7", fields));

        Assert.Equal("feedback 7 ''  False  0 none", votes.Received);
    }

    [Fact]
    public async Task Field_that_does_not_fit_is_an_error_for_the_user()
    {
        var error = await Assert.ThrowsAsync<OptionException>(
            async () => await new Votes().CallAsync(Payload.Modal("feedback:7", Label("""{"type":4,"custom_id":"age","value":"old"}"""))));

        Assert.Equal(("age", "\"age\" must be a whole number."), (error.Option, error.Message));
    }

    private static string Label(string component) => $$"""{"type":18,"id":9,"component":{{component}}}""";
}
