using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway;

/// <summary>One method of one handler, ready to be called.</summary>
/// <param name="handler">The user's object.</param>
/// <param name="index">The method's index in the handler.</param>
/// <param name="method">The method, as shown in errors.</param>
internal sealed class HandlerCall(IGatewayHandler handler, int index, HandlerMethod method)
{
    public IGatewayHandler Handler => handler;

    public int Index => index;

    public HandlerMethod Method => method;
}
