namespace Spectacles.Gateway.Generators;

/// <summary>Where the value of a parameter is from.</summary>
internal enum ArgumentSource
{
    Context,
    CancellationToken,
    Option,
    Typed,
    Placeholder,
    Field,
    Selected,
    TargetUser,
    TargetMember,
    TargetMessage,
    InvokingUser,
    InvokingMember,
    InvokingMemberOrNull,
    ComponentMessage,
}
