using System.Text;
using System.Text.Json;
using Spectacles.Gateway.CompilerServices;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>What a user sees of a view.</summary>
public sealed class ViewReadingTests
{
    [Fact]
    public void View_distinguishes_absent_null_and_empty()
    {
        var absent = new PartialMember.View("{}"u8).Nick;
        var isNull = new PartialMember.View("""{"nick":null}"""u8).Nick;
        var empty = new PartialMember.View("""{"nick":""}"""u8).Nick;

        Assert.Equal((false, false, true), (absent.IsPresent, absent.HasValue, absent.IsEmpty));
        Assert.Equal((true, false, true), (isNull.IsPresent, isNull.HasValue, isNull.IsEmpty));
        Assert.Equal((true, true, true), (empty.IsPresent, empty.HasValue, empty.IsEmpty));
        Assert.Equal("", absent.ToString());
    }

    [Fact]
    public void View_of_a_nested_object_reports_whether_it_is_present()
    {
        var absent = new MessageCreate.View("{}"u8);
        var isNull = new MessageCreate.View("""{"referenced_message":null}"""u8);
        var there = new MessageCreate.View("""{"referenced_message":{"id":"1"}}"""u8);

        Assert.Equal((false, false), (absent.ReferencedMessage.IsPresent, absent.ReferencedMessage.HasValue));
        Assert.Equal((true, false), (isNull.ReferencedMessage.IsPresent, isNull.ReferencedMessage.HasValue));
        Assert.Equal((true, true), (there.ReferencedMessage.IsPresent, there.ReferencedMessage.HasValue));
        Assert.Equal(new Snowflake(0), absent.ReferencedMessage.Author.Id);
        Assert.Equal(new Snowflake(1), there.ReferencedMessage.Id);
    }

    [Fact]
    public void Lists_of_a_view_can_be_enumerated_repeatedly()
    {
        var message = new MessageCreate.View("""{"mentions":[{"id":"1"} , {"id":"2"}],"mention_roles":["3", "4"],"embeds":[]}"""u8);
        ulong sum = 0;
        for (int i = 0; i < 2; i++)
        {
            foreach (var user in message.Mentions)
            {
                sum += user.Id;
            }

            foreach (var role in message.MentionRoles)
            {
                sum += role;
            }
        }

        Assert.Equal((20UL, 2, true, 0), (sum, message.Mentions.Count(), message.Embeds.IsEmpty, message.Attachments.Count()));
    }

    [Fact]
    public void View_caches_positions_of_fields_and_uses_the_first_of_duplicate_names()
    {
        var message = new MessageCreate.View("""{"id":"1","id":"2","channel_id":"3"}"""u8);
        Assert.Equal(new Snowflake(3), message.ChannelId);
        Assert.Equal(new Snowflake(1), message.Id);
        Assert.Equal(new Snowflake(1), new MessageCreate.View("""{"id":"1","id":"2"}"""u8).Id);
    }

    [Theory]
    [InlineData("""{"id":"1","channel_id":"2","author":{"id":"3"},"content":"text","mention_roles":["4"]}""")]
    [InlineData("""{"mention_roles":["4"],"content":"text","author":{"id":"3"},"channel_id":"2","id":"1"}""")]
    [InlineData("""{"id":"1","id":[],"author":{"id":"3"},"author":7,"mention_roles":["4"],"content":"text","channel_id":"2","content":null,"mention_roles":{}}""")]
    public void View_finds_all_fields_in_one_forward_pass(string text)
    {
        byte[] json = Encoding.UTF8.GetBytes(text);
        var message = new MessageCreate.View(json);
        Assert.False(message.Nonce.IsPresent);

        // The pass has come to the end, and no other will find a name.
        foreach (string name in new[] { "\"channel_id\":", "\"mention_roles\":", "\"content\":" })
        {
            while (json.AsSpan().IndexOf(Encoding.UTF8.GetBytes(name)) is >= 0 and var at)
            {
                json.AsSpan(at + 1, name.Length - 3).Fill((byte)'-');
            }
        }

        Assert.Equal((2UL, true, 3UL), ((ulong)message.ChannelId, message.Content.Equals("text"u8), (ulong)message.Author.Id));
        Assert.Equal((1, 1UL), (message.MentionRoles.Count(), (ulong)message.Id));
    }

    [Fact]
    public void View_passed_by_value_keeps_the_fields_already_found()
    {
        var message = new MessageCreate.View("""{"channel_id":"3","id":"1"}"""u8);
        _ = message.Id;
        Assert.Equal(new Snowflake(3), ChannelOf(message));

        static Snowflake ChannelOf(MessageCreate.View message) => message.ChannelId;
    }

    [Fact]
    public void View_can_be_converted_to_its_model()
    {
        var message = new MessageCreate.View("""{"id":"1","author":{"id":"2"}}"""u8);
        Assert.Equal(new Snowflake(2), message.Author.ToModel().Id);
        Assert.Equal(new Snowflake(2), message.ToModel().Author.Id);
        Assert.Equal("", message.ReferencedMessage.ToModel().Content);
    }

    [Fact]
    public void Dispatch_returns_the_view_of_its_event_and_of_the_base_model()
    {
        var state = default(DispatchState);
        var dispatch = new Dispatch("MESSAGE_CREATE"u8, """{"id":"1"},"later":{}"""u8, 1, ref state);
        Assert.Equal(new Snowflake(1), dispatch.View<MessageCreate.View>().Id);
        Assert.Equal(new Snowflake(1), dispatch.View<Message.View>().Id);
    }

    [Theory]
    [InlineData("""{"author":{"id":[]}}""", ".author.id", "a snowflake was expected, but it is a list.")]
    [InlineData("""{"author":{"id":"12x"}}""", ".author.id", "a snowflake was expected, but it is another string.")]
    [InlineData("""{"content":true}""", ".content", "a string was expected, but it is a boolean.")]
    [InlineData("""{"tts":"no"}""", ".tts", "a boolean was expected, but it is another string.")]
    [InlineData("""{"type":"zero"}""", ".type", "a whole number of 32 bits was expected, but it is another string.")]
    [InlineData("""{"type":4294967296}""", ".type", "a whole number of 32 bits was expected, but it is another number.")]
    [InlineData("""{"timestamp":"yesterday"}""", ".timestamp", "a timestamp was expected, but it is another string.")]
    [InlineData("""{"mentions":{}}""", ".mentions", "a list was expected, but it is an object.")]
    [InlineData("""{"mentions":[{},{"id":true}]}""", ".mentions[1].id", "a snowflake was expected, but it is a boolean.")]
    [InlineData("""{"author":"me"}""", ".author", "an object was expected, but it is another string.")]
    [InlineData("""{"components":["button"]}""", ".components[0]", "an object was expected, but it is another string.")]
    [InlineData(
        """{"components":[{"type":"button"}]}""",
        ".components[0].type",
        "a whole number of 32 bits was expected, but it is another string.")]
    [InlineData(
        """{"components":[{"type":1,"components":[{"type":2,"label":true}]}]}""",
        ".components[0].components[0].label",
        "a string was expected, but it is a boolean.")]
    public void Mismatched_value_of_a_view_is_the_default_and_reported_with_its_path(string json, string path, string problem)
    {
        var differences = new ViewDifferences();
        ViewComparison.Compare("MessageCreate", Encoding.UTF8.GetBytes(json), 0, false, differences);

        Assert.Empty(differences.All);
        Assert.Equal([path], differences.OfView.Paths);
        Assert.All(differences.OfView.Problems, said => Assert.Equal($"{path}: {problem}", said));
    }

    [Theory]
    [InlineData("""{"id":"12x"}""", "$.id", "a snowflake was expected, but it is another string.")]
    [InlineData("""[]""", "$", "an object was expected, but it is a list.")]
    public void Invalid_event_id_and_event_that_is_not_an_object_are_exceptions_that_name_the_path(
        string json,
        string path,
        string problem)
    {
        var exception = Assert.Throws<JsonException>(
            () => ViewComparison.Walk("MessageCreate", Encoding.UTF8.GetBytes(json), 0, false, new ViewWalk(makesStrings: true)));
        Assert.Equal((path, $"{path}: {problem}"), (exception.Path, exception.Message));
    }

    [Fact]
    public void Number_in_a_text_field_is_read_as_written()
    {
        var content = new MessageCreate.View("""{"content":2048}"""u8).Content;
        Span<char> characters = stackalloc char[4];

        Assert.Equal((true, true, false, "2048"), (content.IsPresent, content.HasValue, content.IsEmpty, content.ToString()));
        Assert.True(content.Equals("2048"u8) && content.Equals("2048") && content.StartsWith("20"u8));
        Assert.False(content.Equals("2049") || content.Equals("204"u8));
        Assert.True(content.TryCopyTo(characters, out int written));
        Assert.Equal("2048", characters[..written]);
        Assert.False(content.TryCopyTo(characters[..3], out _));
    }

    [Fact]
    public void Default_view_is_empty()
    {
        MessageCreate.View nothing = default;
        Assert.Equal(
            (false, false, new Snowflake(0), true), (nothing.IsPresent, nothing.HasValue, nothing.Author.Id, nothing.Mentions.IsEmpty));
    }
}
