using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway;

/// <summary>One method of one handler, ready to be called.</summary>
/// <param name="Handler">The user's object.</param>
/// <param name="Index">The method's index in the handler.</param>
/// <param name="Method">The method, as shown in errors.</param>
internal sealed record HandlerCall(IGatewayHandler Handler, int Index, HandlerMethod Method);
