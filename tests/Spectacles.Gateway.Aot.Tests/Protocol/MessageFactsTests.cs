using System.Text;

namespace Spectacles.Gateway.Tests;

public sealed class MessageFactsTests
{
    private const string Bot = """{"id":"7"}""";

    [Theory]
    [InlineData("""  "content":"" """, false)]
    [InlineData("""  "embeds":[],"attachments":[],"components":[],"poll":null """, false)]
    [InlineData("""  "content":"hello" """, true)]
    [InlineData("""  "embeds":[{"title":"x"}] """, true)]
    [InlineData("""  "attachments":[{"id":"1"}] """, true)]
    [InlineData("""  "components":[{"type":1,"components":[]}] """, true)]
    [InlineData("""  "poll":{"question":{"text":"?"}} """, true)]
    [InlineData("""  "type":19 """, false)]
    [InlineData("""  "mentions":[{"id":"8"}] """, false)]
    public void Message_of_another_user_in_a_guild_shows_whether_content_is_sent(string fields, bool hasContent) =>
        Assert.Equal(hasContent, Read($$"""{"guild_id":"5","author":{"id":"6","bot":false},{{fields}}}"""));

    [Theory]
    [InlineData("""{"author":{"id":"6"},"content":"from a direct message"}""")]
    [InlineData("""{"guild_id":null,"author":{"id":"6"},"content":""}""")]
    [InlineData($$"""{"guild_id":"5","author":{{Bot}},"content":"its own"}""")]
    [InlineData($$"""{"guild_id":"5","author":{"id":"6"},"mentions":[{"id":"8"},{{Bot}}],"content":"<@7>"}""")]
    [InlineData("""{"guild_id":"5","author":{"id":"6"},"webhook_id":"9","content":""}""")]
    [InlineData("""{"guild_id":"5","author":{"id":"6"},"type":7,"content":""}""")]
    [InlineData("""{"guild_id":"5","author":{"id":"6"},"sticker_items":[{"id":"1"}],"content":""}""")]
    [InlineData("""{"guild_id":"5","author":{"id":"6"},"message_snapshots":[{"message":{}}],"content":""}""")]
    [InlineData("""{"guild_id":"5","content":""}""")]
    [InlineData("""[]""")]
    [InlineData("""null""")]
    [InlineData("""{"guild_id":"5","author":{"id":"6"},"content":""")]
    [InlineData("""{"guild_id":"5","\ud800":1}""")]
    public void Other_messages_show_nothing(string message) => Assert.Null(Read(message));

    [Fact]
    public void Reading_allocates_nothing()
    {
        byte[] message = Events.Payload.Read("MESSAGE_CREATE");
        MessageFacts.HasContent(message, 7);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            MessageFacts.HasContent(message, 7);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static bool? Read(string message) => MessageFacts.HasContent(Encoding.UTF8.GetBytes(message), 7);
}
