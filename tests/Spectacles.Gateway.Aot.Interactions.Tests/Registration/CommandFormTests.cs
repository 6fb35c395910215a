using System.Text;

namespace Spectacles.Gateway.Interactions.Tests;

/// <summary>Which differences of JSON are differences of a command.</summary>
public sealed class CommandFormTests
{
    private const string Own =
        """
        {"type":1,"name":"play","description":"Plays a song","options":[{"type":3,"name":"song","description":"The song","required":true},
        {"type":10,"name":"speed","description":"Speed","choices":[{"name":"half","value":0.5},{"name":"full","value":1}],"max_value":2},
        {"type":7,"name":"room","description":"Room","channel_types":[2,13]}]}
        """;

    /// <summary>The same command as Discord's answer has it.</summary>
    private const string Answered =
        """
        {"id":"1001","application_id":"1000","version":"1002","default_member_permissions":null,"type":1,"name":"play",
        "name_localizations":null,"description":"Plays a song","description_localizations":null,"dm_permission":true,"contexts":null,
        "integration_types":[0],"options":[
        {"type":3,"name":"song","name_localizations":null,"description":"The song","description_localizations":null,"required":true},
        {"type":10,"name":"speed","name_localizations":null,"description":"Speed","description_localizations":null,"max_value":2.0,
        "choices":[{"name":"half","name_localizations":null,"value":0.5},{"name":"full","name_localizations":null,"value":1.0}]},
        {"type":7,"name":"room","description":"Room","required":false,"channel_types":[13,2],"future_field":{"a":[1]}}],"nsfw":false}
        """;

    [Fact]
    public void Answer_of_Discord_is_the_same_command() => Assert.Equal(Form(Own), Form(Answered));

    [Theory]
    [InlineData("\"contexts\":null", "\"contexts\":[0,1]")]
    [InlineData("\"contexts\":null", "\"contexts\":[1,0,2]")]
    [InlineData("\"integration_types\":[0],", "")]
    [InlineData("\"description_localizations\":null,\"dm_permission\"", "\"description_localizations\":{},\"dm_permission\"")]
    [InlineData("\"max_value\":2.0", "\"max_value\":2e0")]
    public void Default_value_is_no_difference(string from, string to) => Assert.Equal(Form(Own), Form(Replace(Answered, from, to)));

    [Theory]
    [InlineData("\"contexts\":null", "\"contexts\":[0]")]
    [InlineData("\"integration_types\":[0]", "\"integration_types\":[0,1]")]
    [InlineData("\"default_member_permissions\":null", "\"default_member_permissions\":\"0\"")]
    [InlineData("\"nsfw\":false", "\"nsfw\":true")]
    [InlineData("\"value\":0.5", "\"value\":0.25")]
    [InlineData("\"required\":true", "\"required\":false")]
    [InlineData("[13,2]", "[13]")]
    [InlineData("null,\"description\":\"Plays", "{\"de\":\"spielen\"},\"description\":\"Plays")]
    public void Other_value_is_a_difference(string from, string to) => Assert.NotEqual(Form(Own), Form(Replace(Answered, from, to)));

    [Fact]
    public void Order_of_localizations_is_no_difference() => Assert.Equal(
        Form("""{"type":2,"name":"a","name_localizations":{"de":"b","fr":"c"}}"""),
        Form("""{"name_localizations":{"fr":"c","de":"b"},"name":"a","type":2}"""));

    [Fact]
    public void Installations_of_the_application_are_the_default() => Assert.Equal(
        Form("""{"type":2,"name":"a"}""", 0, 1), Form("""{"type":2,"name":"a","integration_types":[1,0]}""", 0, 1));

    [Fact]
    public void Command_of_a_guild_has_no_contexts()
    {
        var form = new CommandForm(isOfGuild: true, [0]);

        Assert.Equal(
            form.Of("""{"type":2,"name":"a"}"""u8), form.Of("""{"type":2,"name":"a","contexts":[0],"integration_types":[1]}"""u8));
    }

    private static string Form(string json, params int[] installations) =>
        Encoding.UTF8.GetString(
            new CommandForm(isOfGuild: false, installations.Length == 0 ? [0] : installations).Of(Encoding.UTF8.GetBytes(json)));

    private static string Replace(string text, string from, string to)
    {
        Assert.Contains(from, text, StringComparison.Ordinal);
        int at = text.IndexOf(from, StringComparison.Ordinal);
        return text[..at] + to + text[(at + from.Length)..];
    }
}
