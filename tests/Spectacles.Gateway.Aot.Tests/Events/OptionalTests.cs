using System.Text.Json;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>Absent, null and a value, in a type and a context of the user's own.</summary>
public sealed class OptionalTests
{
    [Fact]
    public void Optional_distinguishes_absent_null_and_value_in_a_user_defined_context()
    {
        var letter = Read("""{"text":null,"sender":"5"}""");
        Assert.Equal(new Optional<string?>(null), letter.Text);
        Assert.Equal(new Optional<Snowflake?>(new Snowflake(5)), letter.Sender);
        Assert.False(letter.Channel.IsPresent || letter.Author.IsPresent);
    }

    [Theory]
    [InlineData("""{"always":null}""")]
    [InlineData("""{"text":null,"sender":null,"channel":null,"author":null,"always":null}""")]
    [InlineData("""{"text":"hi","sender":"5","channel":2,"always":7}""")]
    [InlineData("""{"text":"","always":0}""")]
    public void Optional_values_round_trip(string json) => Assert.Equal(json, Write(Read(json)));

    [Fact]
    public void Optional_can_hold_a_model()
    {
        var letter = Read(Write(Read("""{"author":{"id":"3","username":"ann"}}""")));
        Assert.Equal("ann", letter.Author.Value!.Username);
    }

    [Fact]
    public void Snowflake_is_written_in_wire_format_as_value_and_as_key()
    {
        const string Json = """{"sender":"18446744073709551615","replies":{"1":"2"},"always":null}""";
        Assert.Equal(Json, Write(Read(Json)));
        Assert.Equal(Json, Write(Read(Json.Replace("\"2\"", "2", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("""{"sender":"12x"}""", "$.sender")]
    [InlineData("""{"sender":-1}""", "$.sender")]
    [InlineData("""{"replies":{"x":"1"}}""", "$.replies.x")]
    public void Invalid_snowflake_is_an_exception_with_its_path(string json, string path) =>
        Assert.Equal(path, Assert.Throws<JsonException>(() => Read(json)).Path);

    [Fact]
    public void Absent_optional_is_written_as_null_unless_the_property_is_ignored() =>
        Assert.Equal("""{"always":null}""", Write(new Letter()));

    [Fact]
    public void Optional_value_of_another_type_is_an_exception_with_its_path() =>
        Assert.Equal("$.channel", Assert.Throws<JsonException>(() => Read("""{"channel":"dm"}""")).Path);

    private static Letter Read(string json) => JsonSerializer.Deserialize(json, LetterContext.Default.Letter)!;

    private static string Write(Letter letter) => JsonSerializer.Serialize(letter, LetterContext.Default.Letter);
}
