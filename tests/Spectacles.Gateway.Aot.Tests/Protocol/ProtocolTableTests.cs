namespace Spectacles.Gateway.Tests;

/// <summary>The tables of close codes and opcodes are complete, so that a new one is not forgotten in one of them.</summary>
public sealed class ProtocolTableTests
{
    public static TheoryData<CloseCode> CloseCodes => [.. Enum.GetValues<CloseCode>().Where(code => (int)code >= 4000)];

    public static TheoryData<Opcode> Opcodes => [.. Enum.GetValues<Opcode>()];

    [Theory]
    [MemberData(nameof(CloseCodes))]
    public void Every_close_code_of_Discord_has_an_explanation(CloseCode code) =>
        Assert.NotEqual(CloseRules.Explain(4999), CloseRules.Explain((int)code));

    [Theory]
    [MemberData(nameof(CloseCodes))]
    public void Code_that_keeps_the_session_may_be_followed_by_another_resume(CloseCode code) =>
        Assert.Equal(CloseRules.After((int)code) == AfterClose.Resume, CloseRules.MayResumeLater((int)code));

    [Theory]
    [MemberData(nameof(Opcodes))]
    public void Every_opcode_has_a_name(Opcode opcode)
    {
        string name = string.Concat(
            opcode.ToString().Select((letter, index) => index > 0 && char.IsUpper(letter) ? $"_{letter}" : $"{letter}"));
        var error = Record.Exception(() => CommandRules.Find(name.ToUpperInvariant()));

        Assert.DoesNotContain("is not the name of a command", error?.Message ?? string.Empty, StringComparison.Ordinal);
    }
}
