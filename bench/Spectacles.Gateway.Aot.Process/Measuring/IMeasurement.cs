namespace Spectacles.Gateway.WholeProcess.Measuring;

/// <summary>Rows that are measured together.</summary>
internal interface IMeasurement
{
    void Run(MeasuredPrograms laboratory, Figures figures);
}
