using System.Text;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Testing;

namespace AotTests.App;

internal static class ViewScenarios
{
    public static async Task ArePassedToAHandler()
    {
        var handler = new ViewHandler();
        await HandlerTest.DispatchAsync(handler, "MESSAGE_CREATE", Payloads.Message);

        Expect.Equal("ann: hi é (1 embeds)", handler.Seen);
    }

    public static Task TellComponentsApart()
    {
        byte[] json = """{"components":[{"type":1,"components":[{"type":2,"label":"Yes"},{"type":250}]}]}"""u8.ToArray();
        string seen = "";
        foreach (var component in new MessageCreate.View(json).Components)
        {
            component.TryGet(out ActionRowComponent.View row);
            foreach (var part in row.Components)
            {
                seen += part.TryGet(out ButtonComponent.View button) ? button.Label.ToString() : part.Json.ToString();
            }
        }

        Expect.Equal("""Yes{"type":250}""", seen);
        return Task.CompletedTask;
    }

    public static Task CostNoByte()
    {
        byte[] json = Encoding.UTF8.GetBytes(Payloads.Message);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var message = new MessageCreate.View(json);
        bool isRight = message.GuildId == 4UL && message.Author.Id == 3UL && message.Content.Equals("hi é"u8) && message.Mentions.IsEmpty;
        foreach (var embed in message.Embeds)
        {
            isRight &= embed.Title.Equals("t"u8);
        }

        Expect.Equal((true, 0L), (isRight, GC.GetAllocatedBytesForCurrentThread() - before));
        return Task.CompletedTask;
    }
}
