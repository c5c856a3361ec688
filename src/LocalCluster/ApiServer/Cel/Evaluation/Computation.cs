using LocalCluster.ApiServer.Cel.Checking;
using LocalCluster.ApiServer.Cel.Functions;
using LocalCluster.ApiServer.Cel.Values;

namespace LocalCluster.ApiServer.Cel.Evaluation;

/// <summary>
/// A part of a compiled expression. Variables live in the slots of a frame. An error is a value: it goes through everything but the logic
/// operators, which answer without it when they can.
/// </summary>
internal abstract record Computation
{
    public abstract object Evaluate(object[] frame);

    public sealed record Constant(object Value) : Computation
    {
        public override object Evaluate(object[] frame) => Value;
    }

    public sealed record Variable(int Slot) : Computation
    {
        public override object Evaluate(object[] frame) => frame[Slot];
    }

    public sealed record Field(Computation Operand, string Name) : Computation
    {
        public override object Evaluate(object[] frame) => Operand.Evaluate(frame) switch
        {
            CelError error => error,
            CelMap map => map.Find(Name) ?? new CelError($"no such key: {Name}"),
            CelOptional optional => OptionalFrom(optional, Name),
            _ => CelError.NoSuchOverload,
        };

        public static object OptionalFrom(CelOptional optional, string name) => optional.Value switch
        {
            null => CelOptional.None,
            CelMap map => map.Find(name) is { } found ? new CelOptional(found) : CelOptional.None,
            _ => CelError.NoSuchOverload,
        };
    }

    public sealed record OptionalField(Computation Operand, string Name) : Computation
    {
        public override object Evaluate(object[] frame) => Operand.Evaluate(frame) switch
        {
            CelError error => error,
            CelOptional optional => Field.OptionalFrom(optional, Name),
            var value => Field.OptionalFrom(new CelOptional(value), Name),
        };
    }

    public sealed record Presence(Computation Operand, string Name) : Computation
    {
        public override object Evaluate(object[] frame) => Operand.Evaluate(frame) switch
        {
            CelError error => error,
            CelMap map => CelBool.Of(map.Find(Name) is not null),
            CelOptional { Value: null } => CelBool.False,
            CelOptional { Value: CelMap map } => CelBool.Of(map.Find(Name) is not null),
            _ => CelError.NoSuchOverload,
        };
    }

    public sealed record Call(IReadOnlyList<Computation> Arguments, IReadOnlyList<Overload> Overloads) : Computation
    {
        public override object Evaluate(object[] frame)
        {
            var values = new object[Arguments.Count];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = Arguments[i].Evaluate(frame);
                if (values[i] is CelError)
                    return values[i];
            }

            return OverloadCall.Invoke(Overloads, values);
        }
    }

    /// <summary>And and or: the deciding value is false for and, true for or; one side that has it decides whatever the other is.</summary>
    public sealed record Logic(Computation Left, Computation Right, bool Deciding) : Computation
    {
        public override object Evaluate(object[] frame)
        {
            var left = Left.Evaluate(frame);
            if (left is bool first && first == Deciding)
                return CelBool.Of(Deciding);
            var right = Right.Evaluate(frame);
            if (right is bool second && second == Deciding)
                return CelBool.Of(Deciding);
            if (left is bool && right is bool)
                return CelBool.Of(!Deciding);
            return left as CelError ?? right as CelError ?? CelError.NoSuchOverload;
        }
    }

    public sealed record Conditional(Computation Condition, Computation WhenTrue, Computation WhenFalse) : Computation
    {
        public override object Evaluate(object[] frame) => Condition.Evaluate(frame) switch
        {
            true => WhenTrue.Evaluate(frame),
            false => WhenFalse.Evaluate(frame),
            CelError error => error,
            _ => CelError.NoSuchOverload,
        };
    }

    /// <summary>Lets a loop go on after an error.</summary>
    public sealed record NotStrictlyFalse(Computation Operand) : Computation
    {
        public override object Evaluate(object[] frame) => CelBool.Of(Operand.Evaluate(frame) is not false);
    }

    public sealed record ListOf(IReadOnlyList<(Computation Item, bool IsOptional)> Items) : Computation
    {
        public override object Evaluate(object[] frame)
        {
            List<object> values = new(Items.Count);
            foreach (var (item, isOptional) in Items)
            {
                var value = item.Evaluate(frame);
                if (value is CelError)
                    return value;
                if (!isOptional)
                    values.Add(value);
                else if (value is CelOptional { Value: { } present })
                    values.Add(present);
            }

            return new ItemList(values);
        }
    }

    public sealed record MapOf(IReadOnlyList<(Computation Key, Computation Value, bool IsOptional)> Entries) : Computation
    {
        public override object Evaluate(object[] frame)
        {
            var values = new Dictionary<object, object>(Entries.Count);
            foreach (var (keyPart, valuePart, isOptional) in Entries)
            {
                var (key, value) = (keyPart.Evaluate(frame), valuePart.Evaluate(frame));
                if (key is CelError || value is CelError)
                    return key as CelError ?? value;
                if (isOptional && value is CelOptional optional)
                    value = optional.Value;
                if (value is not null)
                    values[EntryMap.Normalized(key)] = value;
            }

            return new EntryMap(values);
        }
    }

    public sealed record Loop(
        Computation Range, int FirstSlot, int SecondSlot, int AccumulatorSlot, Computation Initial, Computation Condition, Computation Step, Computation Result) : Computation
    {
        public override object Evaluate(object[] frame)
        {
            var range = Range.Evaluate(frame);
            if (range is CelError)
                return range;
            frame[AccumulatorSlot] = Initial is ListOf { Items.Count: 0 } ? ItemList.Accumulator() : Initial.Evaluate(frame);
            foreach (var (first, second) in Pairs(range))
            {
                frame[FirstSlot] = first;
                if (SecondSlot >= 0)
                    frame[SecondSlot] = second;
                if (Condition.Evaluate(frame) is not true)
                    break;
                frame[AccumulatorSlot] = Step.Evaluate(frame);
            }

            if (range is not (CelList or CelMap))
                return CelError.NoSuchOverload;
            var result = Result.Evaluate(frame);
            return result is ItemList items ? items.Frozen() : result;
        }

        /// <summary>Of a list its items, with two variables index and item; of a map its keys, with two key and value.</summary>
        private IEnumerable<(object First, object Second)> Pairs(object range) => range switch
        {
            CelList list when SecondSlot >= 0 => list.Items().Select((item, i) => ((object)(long)i, item)),
            CelList list => list.Items().Select(item => (item, item)),
            CelMap map => map.Keys.Select(key => (key, map.Find(key) ?? CelNull.Value)),
            _ => [],
        };
    }
}
