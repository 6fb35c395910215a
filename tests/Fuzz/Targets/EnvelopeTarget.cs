using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Fuzz.Engine;
using Fuzz.Memory;
using Spectacles.Gateway;

namespace Fuzz.Targets;

/// <summary>
/// Compares Envelope with Utf8JsonReader. If the payload is the last field, only the text before it is compared, because the library does
/// not scan the payload.
/// </summary>
internal sealed class EnvelopeTarget : IFuzzTarget
{
    private readonly GuardedBytes guarded = new();

    public string Name => "envelope";

    public bool IsJson => true;

    public IReadOnlyList<byte[]> Tokens => JsonSamples.Tokens;

    public IEnumerable<byte[]> Samples =>
    [
        .. JsonSamples.Payloads.Take(20).Select(
            (payload, index) =>
                Envelope("{\"t\":\"" + JsonSamples.Names[index].Split('.')[0] + "\",\"s\":" + index + ",\"op\":0,\"d\":", payload, "}")),
        .. JsonSamples.Payloads.Skip(20)
            .Take(20)
            .Select(
                (payload, index) =>
                    Envelope(
                        "{\"d\":", payload, ",\"op\":0,\"s\":" + index + ",\"t\":\"" + JsonSamples.Names[index].Split('.')[0] + "\"}")),
        .. new[]
        {
            """{"t":null,"s":null,"op":10,"d":{"heartbeat_interval":41250,"_trace":["[\"a\"]"]}}""", """{"op":11}""", """{"op":1,"d":251}""", """{"op":7,"d":null,"t":null,"s":null}""",
            """ { "op" : 9 , "d" : false , "s" : null , "t" : null } """, """{"op":0,"s":42,"t":"READY","d":{"v":10}}""", """{"\u006fp":0,"s":1,"t":"RESUMED","d":{}}""",
            """{"t":{"op":5},"s":1,"op":0,"d":{}}""", """{"op":1.0,"s":1e1,"d":null}""",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public byte[] Generate(Random random)
    {
        byte[] payload = JsonSamples.Document(JsonSamples.Types[random.Next(JsonSamples.Types.Length)], random);
        string[] fields =
        [
            $"\"op\":{random.Next(12)}", $"\"s\":{random.Next()}", "\"t\":\"MESSAGE_CREATE\"", "\"d\":" + Encoding.UTF8.GetString(payload),
            "\"x\":[{}]",
        ];
        random.Shuffle(fields);
        return Encoding.UTF8.GetBytes($"{{{string.Join(',', fields.Take(random.Next(2, 6)))}}}");
    }

    public string Run(byte[] input)
    {
        var message = guarded.Place(input).Span;
        var reference = ReferenceEnvelope.Read(input);
        if (!Spectacles.Gateway.Envelope.TryRead(message, out var envelope))
        {
            OracleException.ThrowUnless(reference is not { HasUsualForms: true }, "The library rejects a message that the reader accepts.");
            return reference is null ? "rejected by both" : "rejected for its fields";
        }

        int dataStart = envelope.Data.IsEmpty
            ? -1
            : (int)Unsafe.ByteOffset(ref MemoryMarshal.GetReference(message), ref MemoryMarshal.GetReference(envelope.Data));
        OracleException.ThrowUnless(
            dataStart < message.Length && (dataStart < 0 || dataStart + envelope.Data.Length <= message.Length),
            "The payload is not a part of the message.");
        if (Differs(envelope, reference, input) is not { } difference)
        {
            return $"op {Math.Min((long)envelope.Op, 12)}, {(envelope.Sequence == 0 ? "no" : "a")} sequence, "
                + $"{(envelope.Event.IsEmpty ? "no" : "a")} name, {InputSize.Of(envelope.Data.Length)} bytes";
        }

        // The payload is the rest of the message and is not scanned, so only the text before it is compared.
        bool isRest = dataStart >= 0 && message[(dataStart + envelope.Data.Length)..].Trim(" \t\r\n"u8).SequenceEqual("}"u8);
        OracleException.ThrowUnless(isRest, difference);
        byte[] head = [.. message[..dataStart], .. "null}"u8];
        OracleException.ThrowUnless(
            Differs(envelope, ReferenceEnvelope.Read(head), null) is null,
            $"{difference} Before the payload: {Differs(envelope, ReferenceEnvelope.Read(head), null)}");
        return $"payload not scanned, {InputSize.Of(envelope.Data.Length)} bytes";
    }

    private static string? Differs(Envelope envelope, ReferenceEnvelope? reference, byte[]? input)
    {
        if (reference is null)
        {
            return "The library accepts a message that the reader rejects.";
        }

        // A sequence in another form may be treated as missing.
        string name = Encoding.UTF8.GetString(envelope.Event);
        return reference.Op != (long)envelope.Op ? $"The opcode is {(long)envelope.Op}, and for the reader {reference.Op}."
            : envelope.Sequence != 0 && reference.Sequence != envelope.Sequence
                ? $"The sequence is {envelope.Sequence}, and for the reader {reference.Sequence}."
            : envelope.Sequence == 0 && reference.HasUsualForms && (reference.Sequence ?? 0) != 0
                ? $"There is no sequence, and for the reader {reference.Sequence}."
            : name.Length > 0 && name != reference.Event && name != reference.EventText
                ? $"The name is '{name}', and for the reader '{reference.Event}'."
            : name.Length == 0 && reference.HasUsualForms && reference.Event is { Length: > 0 }
                ? $"There is no name, and for the reader '{reference.Event}'."
            : input is not null && !envelope.Data.SequenceEqual(reference.Data) ? "The payload differs from the reader's."
            : null;
    }

    private static byte[] Envelope(string before, byte[] payload, string after) =>
        [.. Encoding.UTF8.GetBytes(before), .. payload, .. Encoding.UTF8.GetBytes(after)];
}
