using System.Text;

namespace Spectacles.Gateway.Tests.Protocol;

public sealed class EnvelopeTests
{
    [Theory]
    [InlineData("""{"t":"A","s":7,"op":0,"d":{"x":1}}""")]
    [InlineData("""{"op":0,"d":{"x":1},"s":7,"t":"A"}""")]
    [InlineData("""{"d":{"x":1},"t":"A","s":7,"op":0}""")]
    [InlineData(""" { "s" : 7 , "t" : "A" , "op" : 0 , "d" : {"x":1} } """)]
    [InlineData("""{"unknown":{"op":9},"t":"A","other":[1,{"t":"B"}],"s":7,"op":0,"d":{"x":1}}""")]
    [InlineData("""{"t":"A","\u006fp":0,"s":7,"d":{"x":1}}""")]
    public void Envelope_keys_are_read_in_any_order(string message)
    {
        Assert.True(Envelope.TryRead(Encoding.UTF8.GetBytes(message), out var envelope));

        Assert.Equal(Opcode.Dispatch, envelope.Op);
        Assert.Equal(7, envelope.Sequence);
        Assert.Equal("A", Encoding.UTF8.GetString(envelope.Event));
        Assert.Equal("""{"x":1}""", Encoding.UTF8.GetString(envelope.Data));
    }

    [Theory]
    [InlineData("""{"t":"A","s":7.0,"op":0,"d":{"x":1}}""")]
    [InlineData("""{"t":"A","s":"7","op":"0","d":{"x":1}}""")]
    [InlineData("""{"t":"A","s":0.7e1,"op":0.0,"d":{"x":1}}""")]
    [InlineData("""{"d":{"x":1},"t":"A","s":70e-1,"op":0e5}""")]
    public void Whole_numbers_of_the_envelope_are_read_in_any_form(string message) => Envelope_keys_are_read_in_any_order(message);

    [Fact]
    public void Fields_inside_the_payload_are_not_fields_of_the_envelope()
    {
        const string Decoys = """{"op":9,"s":99,"t":"DECOY","d":{"op":8},"text":"\"op\":7,}"}""";
        foreach (
            string message in new[] { $$"""{"d":{{Decoys}},"op":0,"s":1,"t":"REAL"}""", $$"""{"t":"REAL","s":1,"op":0,"d":{{Decoys}}}""" })
        {
            Assert.True(Envelope.TryRead(Encoding.UTF8.GetBytes(message), out var envelope));

            Assert.Equal((Opcode.Dispatch, 1L, "REAL"), (envelope.Op, envelope.Sequence, Encoding.UTF8.GetString(envelope.Event)));
            Assert.Equal(Decoys, Encoding.UTF8.GetString(envelope.Data));
        }
    }

    [Theory]
    [InlineData("""{"op":11}""", 11, "")]
    [InlineData("""{"op":7,"d":null}""", 7, "null")]
    [InlineData("""{"t":null,"s":null,"op":9,"d":false}""", 9, "false")]
    [InlineData("""{"op":10,"d":{"heartbeat_interval":1}}""", 10, """{"heartbeat_interval":1}""")]
    public void Sequence_and_name_can_be_null_or_absent(string message, int op, string data)
    {
        Assert.True(Envelope.TryRead(Encoding.UTF8.GetBytes(message), out var envelope));

        Assert.Equal(op, (int)envelope.Op);
        Assert.Equal(0, envelope.Sequence);
        Assert.True(envelope.Event.IsEmpty);
        Assert.Equal(data, Encoding.UTF8.GetString(envelope.Data));
    }

    [Fact]
    public void Payload_is_not_scanned_when_the_other_fields_precede_it()
    {
        // Were it scanned, it would not be read: it is no JSON.
        Assert.True(Envelope.TryRead("""{"t":"A","s":1,"op":0,"d":{"x":nonsense}}"""u8, out var envelope));

        Assert.Equal("""{"x":nonsense}""", Encoding.UTF8.GetString(envelope.Data));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("no json")]
    [InlineData("""{"t":"A","s":1,"d":{}}""")]
    [InlineData("""{"op":"zero","d":{}}""")]
    [InlineData("""{"op":0.5}""")]
    [InlineData("""{"op":99999999999}""")]
    [InlineData("""{"op":0,"s":"one"}""")]
    [InlineData("""{"op":0,"s":1.5}""")]
    [InlineData("""{"op":0,"s":1e999999999}""")]
    [InlineData("""{"op":0,"s":[1]}""")]
    [InlineData("""{"t":"A","s":1,"op":0,"d":{"x":1}""")]
    [InlineData("""{"t":"A","s":1,"op":0,"d":""")]
    [InlineData("""{"t":"A","s":1,"op":0,"d":}""")]
    [InlineData("""{"t":"A","s":1,"op":0,"d":"cut""")]
    [InlineData("""{"op":11""")]
    public void Invalid_message_is_rejected(string message)
    {
        bool read = Envelope.TryRead(Encoding.UTF8.GetBytes(message), out var envelope);

        // A payload cut right behind one of its own braces can't be told from a whole message without a scan; its reader sees it.
        Assert.True(!read || envelope.Data.SequenceEqual("""{"x":1"""u8));
    }

    [Fact]
    public void Usual_envelope_layout_is_read_like_any_other()
    {
        var random = new Random(20261124);
        byte[] usual = """{"t":"MESSAGE_CREATE","s":170,"op":0,"d":{"id":"1"}}"""u8.ToArray();
        byte[] likely = """{}"",:tsopd0123456789-.eE+\ AZ_az/nul"""u8.ToArray();
        for (int i = 0; i < 50_000; i++)
        {
            // Behind a space it is not of the usual form any more, and means the same.
            byte[] other = [(byte)' ', .. usual];
            for (int n = random.Next(0, 3); n > 0; n--)
            {
                other[random.Next(1, 46)] = likely[random.Next(likely.Length)];
            }

            Assert.Equal(Envelope.TryRead(other, out var expected), Envelope.TryRead(other.AsSpan(1), out var read));
            Assert.Equal((expected.Op, expected.Sequence), (read.Op, read.Sequence));
            Assert.True(expected.Event.SequenceEqual(read.Event) && expected.Data.SequenceEqual(read.Data));
        }
    }

    [Fact]
    public void Arbitrary_bytes_are_read_or_rejected_without_an_exception()
    {
        var random = new Random(20260824);
        byte[] valid = """{"t":"MESSAGE_CREATE","s":7,"op":0,"d":{"id":"1","a":[1,2,{"b":"\u00e9"}]}}"""u8.ToArray();
        for (int i = 0; i < 20_000; i++)
        {
            byte[] mutated = [.. valid];
            for (int n = random.Next(1, 5); n > 0; n--)
            {
                mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            }

            Envelope.TryRead(mutated.AsSpan(0, random.Next(mutated.Length + 1)), out _);
        }
    }
}
