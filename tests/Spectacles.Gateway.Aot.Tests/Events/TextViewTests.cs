using System.Text;
using System.Text.Json;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>Texts of views: compared and copied as they are meant, however they are written.</summary>
public sealed class TextViewTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("!ping", "!ping")]
    [InlineData("!p\\u0069ng", "!ping")]
    [InlineData("\\u0021\\u0070", "!p")]
    [InlineData("\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\b\f\n\r\t")]
    [InlineData("é 漢 😀", "é 漢 😀")]
    [InlineData("\\u00e9 \\u6f22", "é 漢")]
    [InlineData("\\ud83d\\ude00", "😀")]
    [InlineData("\\uD83D\\uDE00!\\ud83d\\ude00", "😀!😀")]
    [InlineData("\\u0000", "\0")]
    [InlineData(
        "a text that is longer than one vector of bytes \\ud83d\\ude00 before and behind its escape",
        "a text that is longer than one vector of bytes 😀 before and behind its escape")]
    public void Text_is_compared_and_copied_unescaped(string written, string meant)
    {
        var text = Content(written);
        byte[] utf8 = Encoding.UTF8.GetBytes(meant);
        byte[] bytes = new byte[text.MaxLength];
        char[] characters = new char[text.MaxLength];

        Assert.Equal(meant, text.ToString());
        Assert.True(text.Equals(utf8) && text.Equals(meant) && text.StartsWith(utf8));
        Assert.False(text.Equals([.. utf8, (byte)'x']) || text.Equals(meant + "x") || text.StartsWith([.. utf8, (byte)'x']));
        Assert.True(text.TryCopyTo(bytes, out int bytesWritten));
        Assert.Equal(utf8, bytes[..bytesWritten]);
        Assert.True(text.TryCopyTo(characters, out int charsWritten));
        Assert.Equal(meant, new string(characters, 0, charsWritten));
    }

    [Theory]
    [InlineData("!ping")]
    [InlineData("!p\\u0069ng")]
    [InlineData("\\ud83d\\ude00")]
    [InlineData("😀")]
    public void Text_is_copied_only_when_the_destination_has_room_for_all_of_it(string written)
    {
        var text = Content(written);
        string meant = text.ToString();
        byte[] bytes = new byte[Encoding.UTF8.GetByteCount(meant)];
        char[] characters = new char[meant.Length];

        Assert.False(text.TryCopyTo(bytes.AsSpan(1), out int bytesWritten));
        Assert.False(text.TryCopyTo(characters.AsSpan(1), out int charsWritten));
        Assert.Equal((0, 0), (bytesWritten, charsWritten));
        Assert.All(bytes, value => Assert.Equal(0, value));
        Assert.All(characters, value => Assert.Equal('\0', value));
        Assert.True(text.TryCopyTo(bytes, out _));
        Assert.True(text.TryCopyTo(characters, out _));
        Assert.Equal((meant, meant), (Encoding.UTF8.GetString(bytes), new string(characters)));
    }

    [Theory]
    [InlineData("\\x")]
    [InlineData("\\u12")]
    [InlineData("\\u12G4")]
    [InlineData("\\ud83d")]
    [InlineData("\\ude00")]
    [InlineData("\\ud83d\\ud83d")]
    [InlineData("\\ud83d-\\ude00")]
    [InlineData("\\u0061\\ude00\\ud83d")]
    public void Invalid_escape_in_a_text_is_a_JsonException(string written)
    {
        string json = $$"""{"content":"{{written}}"}""";
        AssertBroken(Encoding.UTF8.GetBytes(json));
        AssertNeverEqual(Encoding.UTF8.GetBytes(json));
    }

    [Theory]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0xC3 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0xBD })]
    [InlineData(new byte[] { (byte)'a', 0x0A })]
    [InlineData(new byte[] { (byte)'\\', (byte)'n', 0xFF })]
    public void Text_that_is_not_a_valid_JSON_string_is_a_JsonException(byte[] text) =>
        AssertBroken([.. "{\"content\":\""u8, .. text, .. "\"}"u8]);

    [Fact]
    public void Unterminated_string_is_a_JsonException()
    {
        Assert.Throws<JsonException>(() => new MessageCreate.View("""{"content":"\"}"""u8).Content.IsEmpty);
        Assert.Throws<JsonException>(() => new MessageCreate.View("{\"content\":\""u8).Content.IsEmpty);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"nick":null}""")]
    public void Absent_or_null_text_is_empty(string json)
    {
        var nick = new PartialMember.View(Encoding.UTF8.GetBytes(json)).Nick;
        Assert.True(nick.IsEmpty && nick.Equals(""u8) && nick.Equals("") && nick.StartsWith(""u8));
        Assert.False(nick.HasValue || nick.Equals("null"u8) || nick.Equals("null") || nick.StartsWith("n"u8));
        Assert.Equal(
            (true, 0, true, 0),
            (nick.TryCopyTo(Span<byte>.Empty, out int bytes), bytes, nick.TryCopyTo(Span<char>.Empty, out int characters), characters));
        Assert.Equal(("", 0), (nick.ToString(), nick.MaxLength));
    }

    private static TextView Content(string written) =>
        new MessageCreate.View(Encoding.UTF8.GetBytes($$"""{"content":"{{written}}"}""")).Content;

    private static void AssertBroken(byte[] json)
    {
        Assert.Throws<JsonException>(() => new MessageCreate.View(json).Content.ToString());
        Assert.Throws<JsonException>(() => new MessageCreate.View(json).Content.TryCopyTo(new byte[64], out _));
        Assert.Throws<JsonException>(() => new MessageCreate.View(json).Content.TryCopyTo(new byte[1], out _));
        Assert.Throws<JsonException>(() => new MessageCreate.View(json).Content.TryCopyTo(new char[64], out _));
        Assert.Throws<JsonException>(() => new MessageCreate.View(json).Content.TryCopyTo(Span<char>.Empty, out _));
    }

    // Not every comparison goes as far as the escape.
    private static void AssertNeverEqual(byte[] json)
    {
        foreach (string other in new[] { "", "x", "\\x", "\ud83d", "\ude00", "😀", "\ufffd", "a" })
        {
            var exception = Record.Exception(() => Assert.False(new MessageCreate.View(json).Content.Equals(other)));
            var inUtf8 = Record.Exception(
                () => Assert.False(new MessageCreate.View(json).Content.Equals(Encoding.UTF8.GetBytes(other))));
            Assert.True(exception is null or JsonException, exception?.ToString());
            Assert.True(inUtf8 is null or JsonException, inUtf8?.ToString());
        }
    }
}
