using System.Text;
using System.Text.Json;

namespace Spectacles.Gateway.Tests.Protocol;

/// <summary>
/// What the envelope takes and refuses, compared with <see cref="Utf8JsonReader"/> over the whole message, or over all before an unscanned
/// payload.
/// </summary>
public sealed class EnvelopeDifferenceTests
{
    private static readonly string[] Keys = ["t", "s", "op", "d", "x", "\\u0074", "\\u006Fp", "\\ud800", "T", ""];
    private static readonly string[] Values =
    [
        "\"MESSAGE_CREATE\"", "\"A\\u0042\"", "\"\\udc00\"", "null", "0", "1", "11", "7", "-3", "2147483648", "9223372036854775808", "true",
        "[]", "{}", "{\"op\":9,\"s\":8,\"t\":\"DECOY\"}",
        "[{\"op\":9},\"}\"]", "{\"d\":{\"op\":3}}", "\"\"", "{\"id\":\"1\",\"content\":\"\\\"op\\\":5}\"}",
    ];

    [Theory]
    [InlineData("""{"t":{"op":9},"s":1,"d":{}}""")]
    [InlineData("""{"op":0,"t":"A","s":1} x""")]
    [InlineData("""{"op":0,"d":{}}}""")]
    [InlineData("""{"op":0,"d":{}}{"op":7}""")]
    [InlineData("""{"op":0,"t":["A","s":1]}""")]
    [InlineData("""{"op":0,"t":"\ud800"}""")]
    [InlineData("""{"op":0,"\ud800":1}""")]
    [InlineData("""{"op":0,}""")]
    public void Message_that_is_not_JSON_or_has_no_opcode_is_rejected(string message) =>
        Assert.False(Envelope.TryRead(Encoding.UTF8.GetBytes(message), out _));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Event_name_that_is_not_UTF8_is_rejected(bool ofEvent)
    {
        byte[] message = Encoding.Latin1.GetBytes(ofEvent ? "{\"op\":0,\"t\":\"\u00ff\"}" : "{\"op\":0,\"\u00ff\":1}");

        Assert.False(Envelope.TryRead(message, out _));
    }

    [Theory]
    [InlineData("""{"t":{"op":9,"s":8},"op":0,"s":1,"d":{}}""", "")]
    [InlineData("""{"op":9,"op":0,"s":3,"s":1,"t":"A","t":"B","d":{}}""", "B")]
    [InlineData("""{"t":"MESSAGE\u005fCREATE","s":1,"op":0,"d":{}}""", "MESSAGE_CREATE")]
    public void Keys_inside_the_event_name_are_ignored_and_the_last_duplicate_key_is_used(string message, string name)
    {
        Assert.True(Envelope.TryRead(Encoding.UTF8.GetBytes(message), out var envelope));

        Assert.Equal((Opcode.Dispatch, 1L, name), (envelope.Op, envelope.Sequence, Encoding.UTF8.GetString(envelope.Event)));
        Assert.Equal("{}", Encoding.UTF8.GetString(envelope.Data));
    }

    [Fact]
    public void Mutated_messages_are_read_as_by_the_JSON_reader()
    {
        var random = new Random(20261127);
        int taken = 0;
        int refused = 0;
        for (int i = 0; i < 60_000; i++)
        {
            byte[] message = Mutate(random, Make(random));
            var expected = Judge(message);
            if (expected is { IsUnusual: true })
            {
                continue;
            }

            bool read = Envelope.TryRead(message, out var envelope);
            string text = $"{i}: {Encoding.Latin1.GetString(message)}";
            Assert.True(read == expected is not null, text);
            if (expected is null)
            {
                refused++;
                continue;
            }

            taken++;
            Assert.True(
                (expected.Op, expected.Sequence, expected.Name) == (
                    (int)envelope.Op, envelope.Sequence, Encoding.UTF8.GetString(envelope.Event)),
                text);
            Assert.True(expected.Data is not { } data || envelope.Data.SequenceEqual(data), text);
        }

        // Both are tried, and often.
        Assert.InRange(taken, 5_000, 55_000);
        Assert.InRange(refused, 5_000, 55_000);
    }

    private static byte[] Make(Random random)
    {
        var members = new List<string>
        {
            $"\"op\":{random.Next(12)}",
            $"\"s\":{random.Next(100)}",
            "\"t\":\"MESSAGE_CREATE\"",
            $"\"d\":{Values[random.Next(Values.Length)]}",
        };
        for (int n = random.Next(3); n > 0; n--)
        {
            members.Insert(random.Next(members.Count + 1), $"\"{Keys[random.Next(Keys.Length)]}\":{Values[random.Next(Values.Length)]}");
        }

        string[] shuffled = [.. members];
        random.Shuffle(shuffled);
        string separator = random.Next(4) == 0 ? " , " : ",";
        return Encoding.UTF8.GetBytes($"{{{string.Join(separator, shuffled)}}}");
    }

    private static byte[] Mutate(Random random, byte[] message)
    {
        var likely = "{}[]\"\":,,0129-.eE\\ tsopdnul\u00ff/"u8;
        var bytes = message.ToList();
        for (int n = random.Next(3); n > 0; n--)
        {
            int at = random.Next(bytes.Count);
            byte b = random.Next(8) == 0 ? (byte)random.Next(256) : likely[random.Next(likely.Length)];
            switch (random.Next(4))
            {
                case 0:
                    bytes.Insert(at, b);
                    break;
                case 1 when bytes.Count > 1:
                    bytes.RemoveAt(at);
                    break;
                case 2:
                    bytes.Add(b);
                    break;
                default:
                    bytes[at] = b;
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>What is right, by a whole walk with the reader; null when the message is to be refused.</summary>
    private static ExpectedEnvelope? Judge(byte[] message)
    {
        if (HeadOf(message) is { } head)
        {
            // The payload itself is not scanned: something has to be there, and the brace that closes the message.
            string rest = Encoding.Latin1.GetString(message.AsSpan(head)).Trim(' ', '\t', '\r', '\n');
            string data = rest.EndsWith('}') ? rest[..^1].Trim(' ', '\t', '\r', '\n') : "";
            return data.Length > 0 && Walk([.. message.AsSpan(0, head), .. "null}"u8]) is { } judged
                ? judged with { Data = Encoding.Latin1.GetBytes(data) }
                : null;
        }

        return Walk(message);
    }

    /// <summary>Where the payload begins, when name, sequence and opcode stand before it; else null.</summary>
    private static int? HeadOf(byte[] message)
    {
        var reader = new Utf8JsonReader(message);
        var before = new HashSet<string>();
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName)
                {
                    string name = reader.GetString()!;
                    if (name == "d" && before.IsSupersetOf(["t", "s", "op"]))
                    {
                        return (int)reader.BytesConsumed;
                    }

                    before.Add(name);
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
        }

        return null;
    }

    private static ExpectedEnvelope? Walk(byte[] message)
    {
        int? op = null;
        long sequence = 0;
        string name = "";
        byte[] data = [];
        bool unusual = false;
        bool wrong = false;
        string key = "";
        var reader = new Utf8JsonReader(message);
        try
        {
            bool isObject = reader.Read() && reader.TokenType == JsonTokenType.StartObject;
            while (reader.Read())
            {
                if (reader.CurrentDepth != 1)
                {
                    continue;
                }

                if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    key = reader.GetString()!;
                    continue;
                }

                int start = (int)reader.TokenStartIndex;
                bool isNumber = reader.TokenType == JsonTokenType.Number;
                bool isPlain = isNumber && !reader.ValueSpan.ContainsAny(".eE"u8);
                int number = 0;
                long large = 0;
                switch (key)
                {
                    case "t":
                        name = reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
                        break;
                    case "op":
                        // A number with a fraction or an exponent may be a whole one: not judged here.
                        unusual |= isNumber && !isPlain;
                        wrong |= !isNumber || (isPlain && !reader.TryGetInt32(out number));
                        op = number;
                        break;
                    case "s":
                        unusual |= isNumber && !isPlain;
                        wrong |= (!isNumber && reader.TokenType != JsonTokenType.Null) || (isPlain && !reader.TryGetInt64(out large));
                        sequence = large;
                        break;
                }

                reader.Skip();
                data = key == "d" ? message[start..(int)reader.BytesConsumed] : data;
            }

            return unusual
                ? new ExpectedEnvelope(0, 0, "", null, true)
                : isObject && op is { } known && !wrong ? new ExpectedEnvelope(known, sequence, name, data, false) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private sealed record ExpectedEnvelope(int Op, long Sequence, string Name, byte[]? Data, bool IsUnusual);
}
