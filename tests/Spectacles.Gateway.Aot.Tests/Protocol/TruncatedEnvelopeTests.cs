using System.Text;

namespace Spectacles.Gateway.Tests.Protocol;

public sealed class TruncatedEnvelopeTests
{
    [Theory]
    [InlineData("""{"t":"GUILD_CREATE","s":7,"op":0,"d":{"name":"a""", "GUILD_CREATE", 7, 0)]
    [InlineData("""{"op":0.0,"s":"7","t":"GUILD_CREATE","d":[1,2""", "GUILD_CREATE", 7, 0)]
    [InlineData("""{"op":1.1e1,"d":"aaaa""", "", 0, 11)]
    [InlineData("""{"s":7.5,"t":5,"op":{},"d":"aaaa""", "", 0, 0)]
    [InlineData("""{"d":{"name":"a""", "", 0, 0)]
    [InlineData("""{"s":7,"x":nonsense,"t":"GUILD_CREATE" """, "", 7, 0)]
    [InlineData("", "", 0, 0)]
    public void Envelope_fields_before_a_truncation_are_read_in_every_form(string beginning, string name, long sequence, int op)
    {
        var envelope = TruncatedEnvelope.Read(Encoding.UTF8.GetBytes(beginning));

        Assert.Equal((name, sequence, (Opcode)op), (Encoding.UTF8.GetString(envelope.Event), envelope.Sequence, envelope.Op));
    }
}
