using System.Text;
using System.Text.Json;
using Spectacles.Gateway.Dispatching;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Protocol;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>What a user sees of a view.</summary>
public sealed class ViewReadingTests
{
    [Fact]
    public void Text_is_compared_and_copied_without_its_escapes()
    {
        TextView text = new MessageCreateView("""{"content":"!p\u0069ng \"\ud83d\ude00\"\n"}"""u8).Content;
        Span<byte> copy = stackalloc byte[64];

        Assert.True(text.Equals("!ping \"😀\"\n"u8));
        Assert.True(text.Equals("!ping \"😀\"\n"));
        Assert.True(text.StartsWith("!ping "u8));
        Assert.False(text.StartsWith("!pong"u8));
        Assert.False(text.Equals("!p\\u0069ng"u8));
        Assert.True(text.TryCopyTo(copy, out int written));
        Assert.Equal("!ping \"😀\"\n", Encoding.UTF8.GetString(copy[..written]));
        Assert.True(text.TryCopyTo(copy[..written], out _));
        Assert.False(text.TryCopyTo(copy[..(written - 1)], out _));
        Assert.Equal("!ping \"😀\"\n", text.ToString());
    }

    [Fact]
    public void Absent_null_and_empty_are_three_things()
    {
        TextView absent = new PartialMemberView("{}"u8).Nick;
        TextView isNull = new PartialMemberView("""{"nick":null}"""u8).Nick;
        TextView empty = new PartialMemberView("""{"nick":""}"""u8).Nick;

        Assert.Equal((false, false, true), (absent.IsPresent, absent.HasValue, absent.IsEmpty));
        Assert.Equal((true, false, true), (isNull.IsPresent, isNull.HasValue, isNull.IsEmpty));
        Assert.Equal((true, true, true), (empty.IsPresent, empty.HasValue, empty.IsEmpty));
        Assert.Equal("", absent.ToString());
    }

    [Fact]
    public void A_nested_object_says_whether_it_is_there()
    {
        var absent = new MessageCreateView("{}"u8);
        var isNull = new MessageCreateView("""{"referenced_message":null}"""u8);
        var there = new MessageCreateView("""{"referenced_message":{"id":"1"}}"""u8);

        Assert.Equal((false, false), (absent.ReferencedMessage.IsPresent, absent.ReferencedMessage.HasValue));
        Assert.Equal((true, false), (isNull.ReferencedMessage.IsPresent, isNull.ReferencedMessage.HasValue));
        Assert.Equal((true, true), (there.ReferencedMessage.IsPresent, there.ReferencedMessage.HasValue));
        Assert.Equal(new Snowflake(0), absent.ReferencedMessage.Author.Id);
        Assert.Equal(new Snowflake(1), there.ReferencedMessage.Id);
    }

    [Fact]
    public void Lists_are_walked_as_often_as_one_likes()
    {
        var message = new MessageCreateView("""{"mentions":[{"id":"1"} , {"id":"2"}],"mention_roles":["3", "4"],"embeds":[]}"""u8);
        ulong sum = 0;
        for (int i = 0; i < 2; i++)
        {
            foreach (var user in message.Mentions)
            {
                sum += user.Id;
            }

            foreach (Snowflake role in message.MentionRoles)
            {
                sum += role;
            }
        }

        Assert.Equal((20UL, 2, true, 0), (sum, message.Mentions.Count(), message.Embeds.IsEmpty, message.Attachments.Count()));
    }

    [Fact]
    public void What_is_found_is_remembered_and_of_equal_names_the_first_one_counts()
    {
        var message = new MessageCreateView("""{"id":"1","id":"2","channel_id":"3"}"""u8);
        Assert.Equal(new Snowflake(3), message.ChannelId);
        Assert.Equal(new Snowflake(1), message.Id);
        Assert.Equal(new Snowflake(1), new MessageCreateView("""{"id":"1","id":"2"}"""u8).Id);
    }

    [Fact]
    public void A_view_handed_on_by_value_keeps_what_it_has_found()
    {
        var message = new MessageCreateView("""{"channel_id":"3","id":"1"}"""u8);
        _ = message.Id;
        Assert.Equal(new Snowflake(3), ChannelOf(message));

        static Snowflake ChannelOf(MessageCreateView message) => message.ChannelId;
    }

    [Fact]
    public void A_view_gives_its_model()
    {
        var message = new MessageCreateView("""{"id":"1","author":{"id":"2"}}"""u8);
        Assert.Equal(new Snowflake(2), message.Author.ToModel().Id);
        Assert.Equal(new Snowflake(2), message.ToModel().Author.Id);
        Assert.Equal("", message.ReferencedMessage.ToModel().Content);
    }

    [Fact]
    public void A_dispatch_gives_the_view_of_its_event_and_of_what_that_extends()
    {
        var state = default(DispatchState);
        var dispatch = new Dispatch("MESSAGE_CREATE"u8, """{"id":"1"},"later":{}"""u8, 1, ref state);
        Assert.Equal(new Snowflake(1), dispatch.View<MessageCreateView>().Id);
        Assert.Equal(new Snowflake(1), dispatch.View<MessageView>().Id);
    }

    [Theory]
    [InlineData("""{"author":{"id":[]}}""", "$.author.id", "a snowflake was expected, but it is a list.")]
    [InlineData("""{"author":{"id":"12x"}}""", "$.author.id", "a snowflake was expected, but it is another string.")]
    [InlineData("""{"content":5}""", "$.content", "a string was expected, but it is another number.")]
    [InlineData("""{"tts":"no"}""", "$.tts", "a boolean was expected, but it is another string.")]
    [InlineData("""{"type":"0"}""", "$.type", "a whole number of 32 bits was expected, but it is another string.")]
    [InlineData("""{"type":4294967296}""", "$.type", "a whole number of 32 bits was expected, but it is another number.")]
    [InlineData("""{"timestamp":"yesterday"}""", "$.timestamp", "a timestamp was expected, but it is another string.")]
    [InlineData("""{"mentions":{}}""", "$.mentions", "a list was expected, but it is an object.")]
    [InlineData("""{"mentions":[{},{"id":true}]}""", "$.mentions[1].id", "a snowflake was expected, but it is a boolean.")]
    [InlineData("""{"author":"me"}""", "$.author", "an object was expected, but it is another string.")]
    [InlineData("""[]""", "$", "an object was expected, but it is a list.")]
    public void A_wrong_type_is_one_exception_that_names_the_path(string json, string path, string problem)
    {
        var exception = Assert.Throws<JsonException>(() => ViewComparison.Walk("MessageCreate", Encoding.UTF8.GetBytes(json), 0, false, new ViewWalk(makesStrings: true)));
        Assert.Equal((path, $"{path}: {problem}"), (exception.Path, exception.Message));
    }

    [Fact]
    public void Text_that_is_not_utf8_or_escaped_wrongly_is_the_same_exception()
    {
        byte[] notUtf8 = [.. "{\"content\":\""u8, 0xFF, .. "\"}"u8];
        Assert.Throws<JsonException>(() => new MessageCreateView(notUtf8).Content.ToString());
        Assert.Throws<JsonException>(() => new MessageCreateView("""{"content":"\x"}"""u8).Content.Equals("x"u8));
        Assert.Throws<JsonException>(() => new MessageCreateView("""{"content":"\ud800"}"""u8).Content.ToString());
        Assert.Throws<JsonException>(() => new MessageCreateView("""{"content":"\ud800"}"""u8).Content.StartsWith("x"u8));
    }

    [Fact]
    public void The_default_of_a_view_is_one_over_nothing()
    {
        MessageCreateView nothing = default;
        Assert.Equal((false, false, new Snowflake(0), true), (nothing.IsPresent, nothing.HasValue, nothing.Author.Id, nothing.Mentions.IsEmpty));
    }
}
