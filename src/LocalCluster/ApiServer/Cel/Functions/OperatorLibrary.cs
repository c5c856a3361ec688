using LocalCluster.ApiServer.Cel.Checking;
using LocalCluster.ApiServer.Cel.Syntax;
using LocalCluster.ApiServer.Cel.Values;
using static LocalCluster.ApiServer.Cel.Checking.CelType;

namespace LocalCluster.ApiServer.Cel.Functions;

/// <summary>Arithmetic, with checked overflow, and the declarations of what the evaluator computes itself.</summary>
internal static class OperatorLibrary
{
    private static readonly CelError IntOverflow = new("integer overflow");
    private static readonly CelError UintOverflow = new("unsigned integer overflow");

    public static readonly Library Functions = new Library()
        .Global(Operators.Conditional, Library.A, [Bool, Library.A, Library.A], Unreachable)
        .Global(Operators.And, Bool, [Bool, Bool], Unreachable)
        .Global(Operators.Or, Bool, [Bool, Bool], Unreachable)
        .Global(Operators.NotStrictlyFalse, Bool, [Bool], Unreachable)
        .Global(Operators.Not, Bool, [Bool], a => CelBool.Of(!(bool)a[0]))
        .Global(Operators.Equal, Bool, [Library.A, Library.A], a => CelBool.Of(CelEquality.Same(a[0], a[1])))
        .Global(Operators.NotEqual, Bool, [Library.A, Library.A], a => CelBool.Of(!CelEquality.Same(a[0], a[1])))
        .Global(Operators.Add, Bytes, [Bytes, Bytes], a => new CelBytes([.. ((CelBytes)a[0]).Content, .. ((CelBytes)a[1]).Content]))
        .Global(Operators.Add, Floating, [Floating, Floating], a => (double)a[0] + (double)a[1])
        .Global(Operators.Add, Duration, [Duration, Duration], a => Nanoseconds(() => checked(Ns(a[0]) + Ns(a[1]))))
        .Global(Operators.Add, Timestamp, [Duration, Timestamp], a => Shift((DateTimeOffset)a[1], Ns(a[0])))
        .Global(Operators.Add, Timestamp, [Timestamp, Duration], a => Shift((DateTimeOffset)a[0], Ns(a[1])))
        .Global(Operators.Add, Int, [Int, Int], a => Whole(() => checked((long)a[0] + (long)a[1])))
        .Global(Operators.Add, List(Library.A), [List(Library.A), List(Library.A)], a => ((CelList)a[0]).Concat((CelList)a[1]))
        .Global(Operators.Add, Text, [Text, Text], a => (string)a[0] + (string)a[1])
        .Global(Operators.Add, Uint, [Uint, Uint], a => Unsigned(() => checked((ulong)a[0] + (ulong)a[1])))
        .Global("_-_", Floating, [Floating, Floating], a => (double)a[0] - (double)a[1])
        .Global("_-_", Duration, [Duration, Duration], a => Nanoseconds(() => checked(Ns(a[0]) - Ns(a[1]))))
        .Global("_-_", Int, [Int, Int], a => Whole(() => checked((long)a[0] - (long)a[1])))
        .Global("_-_", Timestamp, [Timestamp, Duration], a => Shift((DateTimeOffset)a[0], -Ns(a[1])))
        .Global("_-_", Duration, [Timestamp, Timestamp], a => Nanoseconds(() => checked(((DateTimeOffset)a[0] - (DateTimeOffset)a[1]).Ticks * 100)))
        .Global("_-_", Uint, [Uint, Uint], a => Unsigned(() => checked((ulong)a[0] - (ulong)a[1])))
        .Global("_*_", Floating, [Floating, Floating], a => (double)a[0] * (double)a[1])
        .Global("_*_", Int, [Int, Int], a => Whole(() => checked((long)a[0] * (long)a[1])))
        .Global("_*_", Uint, [Uint, Uint], a => Unsigned(() => checked((ulong)a[0] * (ulong)a[1])))
        .Global("_/_", Floating, [Floating, Floating], a => (double)a[0] / (double)a[1])
        .Global("_/_", Int, [Int, Int], a => (long)a[1] == 0 ? new CelError("division by zero") : Whole(() => checked((long)a[0] / (long)a[1])))
        .Global("_/_", Uint, [Uint, Uint], a => (ulong)a[1] == 0 ? new CelError("division by zero") : (ulong)a[0] / (ulong)a[1])
        .Global("_%_", Int, [Int, Int], a => (long)a[1] == 0 ? new CelError("modulus by zero") : (long)a[1] == -1 ? 0L : (long)a[0] % (long)a[1])
        .Global("_%_", Uint, [Uint, Uint], a => (ulong)a[1] == 0 ? new CelError("modulus by zero") : (ulong)a[0] % (ulong)a[1])
        .Global(Operators.Negate, Floating, [Floating], a => -(double)a[0])
        .Global(Operators.Negate, Int, [Int], a => Whole(() => checked(-(long)a[0])));

    private static object Unreachable(object[] arguments) => CelError.NoSuchOverload;

    private static long Ns(object duration) => ((CelDuration)duration).Nanoseconds;

    private static object Whole(Func<long> compute)
    {
        try
        {
            return compute();
        }
        catch (OverflowException)
        {
            return IntOverflow;
        }
    }

    private static object Unsigned(Func<ulong> compute)
    {
        try
        {
            return compute();
        }
        catch (OverflowException)
        {
            return UintOverflow;
        }
    }

    private static object Nanoseconds(Func<long> compute) =>
        Whole(compute) is long nanoseconds ? new CelDuration(nanoseconds) : new CelError("duration overflow");

    private static object Shift(DateTimeOffset time, long nanoseconds)
    {
        try
        {
            return time.AddTicks(nanoseconds / 100);
        }
        catch (ArgumentOutOfRangeException)
        {
            return new CelError("timestamp overflow");
        }
    }
}
