using System.Text.Json;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>Absent, null and a value, in a type and a context of the user's own.</summary>
public sealed class OptionalTests
{
    [Fact]
    public void Absent_null_and_a_value_are_three_things_to_a_users_own_context()
    {
        Letter letter = Read("""{"text":null,"sender":"5"}""");
        Assert.Equal(new Optional<string?>(null), letter.Text);
        Assert.Equal(new Optional<Snowflake?>(new Snowflake(5)), letter.Sender);
        Assert.False(letter.Channel.IsPresent || letter.Author.IsPresent);
    }

    [Theory]
    [InlineData("""{"always":null}""")]
    [InlineData("""{"text":null,"sender":null,"channel":null,"author":null,"always":null}""")]
    [InlineData("""{"text":"hi","sender":"5","channel":2,"always":7}""")]
    [InlineData("""{"text":"","always":0}""")]
    public void What_is_read_is_written_again(string json) => Assert.Equal(json, Write(Read(json)));

    [Fact]
    public void A_model_may_be_the_value()
    {
        Letter letter = Read(Write(Read("""{"author":{"id":"3","username":"ann"}}""")));
        Assert.Equal("ann", letter.Author.Value!.Username);
    }

    [Fact]
    public void An_id_is_written_as_on_the_wire_as_a_key_too()
    {
        const string Json = """{"sender":"18446744073709551615","replies":{"1":"2"},"always":null}""";
        Assert.Equal(Json, Write(Read(Json)));
        Assert.Equal(Json, Write(Read(Json.Replace("\"2\"", "2", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("""{"sender":"12x"}""", "$.sender")]
    [InlineData("""{"sender":-1}""", "$.sender")]
    [InlineData("""{"replies":{"x":"1"}}""", "$.replies.x")]
    public void What_is_no_id_is_an_exception_with_its_path(string json, string path) =>
        Assert.Equal(path, Assert.Throws<JsonException>(() => Read(json)).Path);

    [Fact]
    public void What_is_absent_is_null_where_the_property_does_not_leave_it_out() =>
        Assert.Equal("""{"always":null}""", Write(new Letter()));

    [Fact]
    public void A_value_of_another_type_is_an_exception_with_its_path() =>
        Assert.Equal("$.channel", Assert.Throws<JsonException>(() => Read("""{"channel":"dm"}""")).Path);

    private static Letter Read(string json) => JsonSerializer.Deserialize(json, LetterContext.Default.Letter)!;

    private static string Write(Letter letter) => JsonSerializer.Serialize(letter, LetterContext.Default.Letter);
}
