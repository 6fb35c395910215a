namespace Spectacles.Gateway.Generators;

/// <summary>A handler class, as far as the compilation explains it.</summary>
/// <param name="Class">The class without its methods; null where it cannot be a handler.</param>
/// <param name="Methods">Its methods.</param>
/// <param name="Intents">The library's intents.</param>
/// <param name="Registration">How the services of a host create it; null if they do not.</param>
/// <param name="Diagnostics">What is wrong, whatever the schemas say.</param>
internal sealed record HandlerDraft(
    HandlerSpec? Class,
    EquatableArray<HandlerMethodDraft> Methods,
    IntentTable Intents,
    RegistrationSpec? Registration,
    EquatableArray<DiagnosticInfo> Diagnostics);
