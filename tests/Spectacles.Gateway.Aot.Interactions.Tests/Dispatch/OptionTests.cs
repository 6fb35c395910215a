namespace Spectacles.Gateway.Interactions.Tests;

/// <summary>The options of a command, read into the types of its parameters.</summary>
public sealed class OptionTests
{
    private const string Resolved = """
        {"users":{"5":{"id":"5","username":"nelly"},"6":{"id":"6","username":"ada"}},
         "members":{"5":{"nick":"Nell","roles":["8"],"joined_at":"2021-01-01T00:00:00+00:00","flags":0,"permissions":"1"}},
         "roles":{"8":{"id":"8","name":"Admins"}},"channels":{"9":{"id":"9","type":0,"name":"general","permissions":"1"}},
         "attachments":{"10":{"id":"10","filename":"a.png","size":1,"url":"https://x","proxy_url":"https://x"}},
         "messages":{"11":{"id":"11","content":"To be or not to be","channel_id":"4","author":{"id":"5","username":"nelly"}}}}
        """;

    [Theory]
    [InlineData("text", 3, "\"a \\\"b\\\" \\u00e9\"", "a \"b\" é", 0)]
    [InlineData("int32", 4, "-2147483648", int.MinValue, 1)]
    [InlineData("int64", 4, "9007199254740991", 9007199254740991L, 2)]
    [InlineData("number", 10, "0.25", 0.25, 3)]
    [InlineData("number", 10, "2", 2.0, 3)]
    [InlineData("flag", 5, "false", false, 4)]
    [InlineData("order", 3, "\"Oldest\"", "Oldest", 5)]
    [InlineData("time", 3, "\"1h30m\"", "01:30:00", 6)]
    [InlineData("id", 3, "\"18446744073709551615\"", "18446744073709551615", 7)]
    [InlineData("user", 6, "\"6\"", "ada", 8)]
    [InlineData("member", 6, "\"5\"", "(nelly, Nell)", 9)]
    [InlineData("role", 8, "\"8\"", "Admins", 10)]
    [InlineData("channel", 7, "\"9\"", "general", 11)]
    [InlineData("anybody", 9, "\"8\"", "Admins", 12)]
    [InlineData("anybody", 9, "\"6\"", "ada", 12)]
    [InlineData("anybody", 9, "\"5\"", "nelly", 12)]
    [InlineData("file", 11, "\"10\"", "a.png", 13)]
    public async Task Option_is_read_as_the_type_of_its_parameter(string name, int type, string value, object expected, int index)
    {
        var module = new Everything();

        await module.CallAsync(Payload.Command("all", Payload.Option(name, type, value), Resolved));

        Assert.Equal(expected, expected is string ? $"{module.Received[index]}" : module.Received[index]);
        Assert.All(
            module.Received.Where((_, i) => i != index), other => Assert.True(other is null or ValueTuple<string?, string?>(null, null)));
    }

    [Theory]
    [InlineData("int32", 4, "2147483648", "\"int32\" must be a whole number.")]
    [InlineData("int64", 4, "1.5", "\"int64\" must be a whole number.")]
    [InlineData("number", 3, "\"x\"", "\"number\" must be a number.")]
    [InlineData("flag", 3, "\"x\"", "\"flag\" must be true or false.")]
    [InlineData("order", 3, "\"oldest\"", "\"order\" must be one of Newest, Oldest.")]
    [InlineData("time", 3, "\"soon\"", "\"time\" must be a duration such as 1h30m, 2d or 45s.")]
    [InlineData("id", 3, "\"18446744073709551616\"", "\"id\" must be an id, which is a number of up to 20 digits.")]
    [InlineData("user", 6, "\"7\"", "\"user\" must be a user.")]
    [InlineData("member", 6, "\"6\"", "\"member\" must be a member of this server.")]
    [InlineData("role", 8, "\"5\"", "\"role\" must be a role.")]
    public async Task Value_that_does_not_fit_is_an_error_for_the_user(string name, int type, string value, string message)
    {
        var module = new Everything();

        var error = await Assert.ThrowsAsync<OptionException>(
            async () => await module.CallAsync(Payload.Command("all", Payload.Option(name, type, value), Resolved)));

        Assert.Equal((name, message), (error.Option, error.Message));
        Assert.Empty(module.Received);
    }

    [Fact]
    public async Task Option_that_the_user_left_out_has_the_default_of_its_parameter()
    {
        var module = new Everything();

        await module.CallAsync(Payload.Command("defaults"));
        Assert.Equal(["none", 3, 0.5, Order.Oldest, TimeSpan.Zero, true], module.Received);

        await module.CallAsync(Payload.Command("defaults", Payload.Option("is-on", 5, "false")));
        Assert.Equal(["none", 3, 0.5, Order.Oldest, TimeSpan.Zero, false], module.Received);
    }

    [Fact]
    public async Task Subcommand_in_a_group_receives_its_options()
    {
        var module = new Everything();
        string users = Payload.Command(
            "list", """{"name":"of","type":2,"options":[{"name":"users","type":1,"options":[{"name":"count","type":4,"value":3}]}]}""");

        await module.CallAsync(users);
        Assert.Equal(["users", 3], module.Received);

        await Assert.ThrowsAsync<NotSupportedException>(
            async () => await module.CallAsync(Payload.Command("list", """{"name":"files","type":1}""")));
        Assert.Equal(-1, module.Find(Payload.Command("list", """{"name":"file","type":1}""")));
    }

    [Fact]
    public async Task Command_of_a_menu_receives_its_target()
    {
        var module = new Everything();

        await module.CallAsync(Payload.Interaction(2, $$"""{"type":2,"name":"Who is","target_id":"5","resolved":{{Resolved}}}"""));
        Assert.Equal(["nelly", "Nell"], module.Received);

        await module.CallAsync(Payload.Interaction(2, $$"""{"type":3,"name":"Quote","target_id":"11","resolved":{{Resolved}}}"""));
        Assert.Equal(["To be or not to be"], module.Received);

        Assert.Equal(-1, module.Find(Payload.Interaction(2, """{"type":1,"name":"Quote"}""")));
    }
}
